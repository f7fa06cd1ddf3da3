import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { delegateLink, issueMissionLink } from '@rostrum/core';
import { migrate } from '@rostrum/db';
import { newId } from '@rostrum/domain';
import { markFrames } from '@rostrum/testkit/clips';
import { fewRenditions } from '@rostrum/testkit/few-renditions';
import pg from 'pg';
import { ALL_KINDS, publishTakes } from '../../api/src/testing/programme-of-all-kinds.ts';
import { CHAIR, startTestApi } from '../../api/src/testing/test-api.ts';

const CUE_MS = 300;

/**
 * The API with the built pages, on a database of its own beside the one that DATABASE_URL names, showing a
 * programme of all kinds. Prints `{link}` as one line of JSON; ends when its standard input does.
 */
async function serve(serverUrl: string): Promise<void> {
  const name = `joins_${randomBytes(4).toString('hex')}`;
  const own = new URL(serverUrl);
  own.pathname = `/${name}`;
  await onServer(serverUrl, `create database ${name}`);
  try {
    await migrate(own.href);
    const webDir = path.resolve(import.meta.dirname, '../dist');
    const api = await startTestApi({ databaseUrl: own.href, webDir });
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
  } finally {
    await onServer(serverUrl, `drop database if exists ${name} with (force)`);
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

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

await serve(process.env.DATABASE_URL ?? '');
