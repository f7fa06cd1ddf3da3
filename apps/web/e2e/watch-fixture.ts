import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Output } from '@rostrum/client';
import { clip } from '@rostrum/testkit/clips';
import { agree } from '../../../infra/local/demo/agree.ts';
import { type RoleClient, roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { sendFile } from '../../../infra/local/demo/send-file.ts';
import type { BrowserProduct } from '../../../infra/test/browser-product.ts';
import { freeStateCode } from './free-state-code.ts';
import { coordinatorClient } from './staff-client.ts';

const ASK_EVERY_MS = 250;
const PATIENCE_MS = 90_000;

type SpeakerView = Output<'GET /api/v1/speaker/statement'>;

/** Asks until there is something to answer with. */
async function until<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`${what}: not within ${PATIENCE_MS} ms`);
}

export interface Speaker {
  name: string;
  client: RoleClient;
  statementId: string;
}

export interface Published {
  coordinator: RoleClient;
  reviewId: string;
  stateName: string;
  speakers: Speaker[];
  /** Opens as on a first device. */
  delegateLink(): Promise<string>;
  revokeDelegateLinks(): Promise<void>;
}

export interface Wanted {
  /** Its code is put behind it. */
  stateName: string;
  /** `null` sends nothing: the programme shows its card. */
  organisations: {
    name: string;
    kind: 'cso' | 'nhri';
    seconds: number | null;
    /** `marks`: every picture has its number in it. */
    picture?: 'marks';
  }[];
}

/** A State with its statements sent, prepared, approved and published, by the roles and over HTTP. */
export async function publishedProgramme(_product: BrowserProduct, wanted: Wanted): Promise<Published> {
  const coordinator = await coordinatorClient();
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (!session) throw new Error('no session takes statements');
  const stateCode = await freeStateCode(coordinator, session.id);
  const stateName = `${wanted.stateName} ${stateCode}`;
  const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
    params: { id: session.id },
    // Title cards have a test of their own: the main job's.
    body: { stateCode, stateName, cards: null },
  });
  const speakers: Speaker[] = [];
  for (const organisation of wanted.organisations) {
    speakers.push(await invite(coordinator, reviewId, organisation));
  }
  await Promise.all(
    wanted.organisations.map(async ({ seconds, picture }, index) => {
      const speaker = speakers[index];
      if (speaker && seconds !== null)
        await sendAndApprove(coordinator, speaker, { seconds, ...(picture ? { picture } : {}) });
    }),
  );
  await coordinator.call('PUT /api/v1/reviews/{id}/programme/order', {
    params: { id: reviewId },
    body: { statementIds: speakers.map(({ statementId }) => statementId), audience: 'missions' },
  });
  const sent = speakers.filter((_, index) => wanted.organisations[index]?.seconds !== null);
  await coordinator.call('POST /api/v1/reviews/{id}/programme/publish', {
    params: { id: reviewId },
    body: { statementIds: sent.map(({ statementId }) => statementId) },
  });
  const { missions } = await coordinator.call('GET /api/v1/missions', { query: { sessionId: session.id } });
  const mission = missions.find(({ stateCode }) => stateCode === 'URY');
  if (!mission) throw new Error('the mission is not known');
  const params = { id: mission.id };
  return {
    coordinator,
    reviewId,
    stateName,
    speakers,
    delegateLink: async () => {
      const { link } = await coordinator.call('POST /api/v1/missions/{id}/link', {
        params,
        body: { sessionId: session.id },
      });
      return link;
    },
    revokeDelegateLinks: async () => {
      await coordinator.call('DELETE /api/v1/missions/{id}/link', {
        params,
        query: { sessionId: session.id },
      });
    },
  };
}

async function invite(
  coordinator: RoleClient,
  reviewId: string,
  { name, kind }: Wanted['organisations'][number],
): Promise<Speaker> {
  const organisation = { name, kind, nhriStatus: kind === 'nhri' ? ('A' as const) : null };
  const { link, statementId } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
    params: { id: reviewId },
    body: { organisation },
  });
  const client = roleClient(coordinator.origin);
  await client.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
  await agree(client, { masterAllowed: true });
  return { name, client, statementId };
}

async function sendAndApprove(
  coordinator: RoleClient,
  speaker: Speaker,
  spoken: { seconds: number; picture?: 'marks' },
): Promise<void> {
  const file = await clip({ ...spoken, width: 426, height: 240, sound: 'speech' });
  const bytes = await readFile(file);
  await sendFile(speaker.client, file, {
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  const take = await until('prepared', async () => {
    const view: SpeakerView = await speaker.client.call('GET /api/v1/speaker/statement');
    const newest = view.takes[0];
    if (newest?.state === 'refused' || newest?.state === 'failed') throw new Error(newest.reason?.code);
    return newest?.state === 'ready' ? newest : null;
  });
  const params = { id: speaker.statementId };
  const { id: cutId } = await coordinator.call('POST /api/v1/takes/{id}/cuts', {
    params: { id: take.id },
    body: { inMs: 0, outMs: take.measuredMs ?? 0, removals: [] },
  });
  await until('cut', async () => {
    const { takes } = await coordinator.call('GET /api/v1/statements/{id}', { params });
    const cut = takes.flatMap(({ cuts }) => cuts).find(({ id }) => id === cutId);
    if (cut?.state === 'failed') throw new Error('the cut failed');
    return cut?.state === 'ready' ? cut : null;
  });
  const { statement } = await coordinator.call('GET /api/v1/statements/{id}', { params });
  const { statement: decided } = await coordinator.call('POST /api/v1/statements/{id}/decisions', {
    params,
    body: {
      kind: 'approve',
      takeId: take.id,
      cutId,
      reason: 'Fits the floor time.',
      version: statement.version,
    },
  });
  if (decided.state !== 'awaiting_speaker') return;
  const { question } = await speaker.client.call('GET /api/v1/speaker/statement');
  if (!question) throw new Error('the speaker was not asked');
  await speaker.client.call('POST /api/v1/speaker/decisions/{id}/answer', {
    params: { id: question.decisionId },
    body: { answer: 'yes' },
  });
}
