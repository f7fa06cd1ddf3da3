import path from 'node:path';
import { delegateLink, issueMissionLink } from '@rostrum/core';
import { newId } from '@rostrum/domain';
import { markFrames } from '@rostrum/testkit/clips';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import { ALL_KINDS, publishTakes } from '../../api/src/testing/programme-of-all-kinds.ts';
import { CHAIR, startTestApi } from '../../api/src/testing/test-api.ts';
import { withOwnDatabase } from './own-database.ts';

const CUE_MS = 300;

/**
 * The API with the built pages, on a database of its own beside the one that DATABASE_URL names, showing a
 * programme of all kinds. Prints `{link}` as one line of JSON; ends when its standard input does.
 */
async function serve(databaseUrl: string): Promise<void> {
  const webDir = path.resolve(import.meta.dirname, '../dist');
  const api = await startTestApi({ databaseUrl, webDir });
  try {
    const place = await api.session();
    const small = fewRenditions(api.parts.media, ['240p']);
    const made = await publishTakes(api, place, ALL_KINDS, () => small);
    for (const [item, { speaker, takeId }] of made.entries())
      await speaker.browser.call('POST /api/v1/speaker/takes/{id}/captions', {
        params: { id: takeId },
        body: { language: 'en', text: wordsOf(item, ALL_KINDS[item]?.seconds ?? 0) },
      });
    await (await api.staff('coordinator')).call('POST /api/v1/reviews/{id}/programme/publish', {
      params: { id: place.reviewId },
      body: { statementIds: made.map(({ speaker }) => speaker.statementId) },
    });
    const missionId = newId();
    await api.parts.store.missions.addMissing([{ id: missionId, stateCode: 'XJO', name: 'Joins' }]);
    const { token } = await issueMissionLink(api.parts, {
      actor: CHAIR,
      missionId,
      sessionId: place.sessionId,
      email: null,
    });
    const clips = ALL_KINDS.map((clip) => ({
      fps: clip.fps,
      seconds: clip.seconds,
      marks: markFrames(clip),
    }));
    console.log(JSON.stringify({ link: delegateLink(api.parts.settings, token), clips }));
    await new Promise((resolve) => process.stdin.resume().once('end', resolve));
  } finally {
    await api.close();
  }
}

/** What is said, each a third of a second long, says whose it is and which: "3.0" begins with the fourth. */
function wordsOf(item: number, seconds: number): string {
  const at = (ms: number) => `00:00:${(ms / 1000).toFixed(3).padStart(6, '0')}`;
  const cues = Array.from(
    { length: Math.floor((seconds * 1000) / CUE_MS) },
    (_, n) => `${at(n * CUE_MS)} --> ${at((n + 1) * CUE_MS)}\n${item}.${n}`,
  );
  return `WEBVTT\n\n${cues.join('\n\n')}\n`;
}

await withOwnDatabase(process.env.DATABASE_URL ?? '', serve);
