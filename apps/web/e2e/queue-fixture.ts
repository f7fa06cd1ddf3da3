import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type ClipSpec, clip, remade } from '@rostrum/testkit/clips';
import { agree } from '../../../infra/local/demo/agree.ts';
import { type RoleClient, roleClient, tokenOf } from '../../../infra/local/demo/role-client.ts';
import { sendFile } from '../../../infra/local/demo/send-file.ts';
import { freeStateCode } from './free-state-code.ts';
import { coordinatorClient } from './staff-client.ts';

/** For what the worker does to one take or cut while eleven others wait for it, too. */
export const MADE_WITHIN_MS = 240_000;
export const FLOOR_MS = 5_000;
const TOLERANCE_MS = 2_000;
const DAY_MS = 86_400_000;

const spoken = (spec: ClipSpec = {}) => clip({ seconds: 3, sound: 'speech', ...spec });
const again = async (spec: ClipSpec, ...tokens: string[]) =>
  remade(await spoken(spec), ['-i', '{in}', ...tokens], 'mp4');
const WRONG_STATE =
  'drawbox=y=ih*0.6:h=ih*0.25:color=black:t=fill,' +
  "drawtext=text='Kingdom of Elsewhere':fontcolor=white:fontsize=20:x=(w-text_w)/2:y=h*0.66";

/** Twelve that came, in the order of their names, which is that of the board. */
export const TWELVE = {
  portrait: { name: 'Alliance of Fishers', file: () => spoken({ width: 180, height: 320 }) },
  hdr: {
    name: 'Bar Association',
    file: () => spoken({ vcodec: 'libx265', hdr: 'hlg', container: 'mov' }),
  },
  tooLong: { name: 'Centre for Land Rights', file: () => spoken({ seconds: 7 }) },
  overTolerance: { name: 'Defenders of the Delta', file: () => spoken({ seconds: 9 }) },
  silent: { name: 'Elders’ Council', file: () => spoken({ sound: 'silence' }) },
  oneSide: {
    name: 'Forum of Nurses',
    file: () => again({}, '-c:v', 'copy', '-af', 'pan=stereo|c0=c0|c1=0*c0', '-c:a', 'aac'),
  },
  /** Held upright, and its matrix says otherwise. */
  turned: { name: 'Guild of Weavers', file: () => spoken({ rotation: 90 }) },
  wrongState: {
    name: 'Héritage et droits',
    language: 'fr' as const,
    file: () => again({}, '-vf', WRONG_STATE, '-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'copy'),
  },
  captioned: { name: 'Institute of Deaf People', file: () => spoken() },
  soundOnly: { name: 'Journalists’ Union', file: () => spoken({ container: 'm4a', picture: 'none' }) },
  silentEnds: {
    name: 'Kinship Network',
    file: () =>
      again({ seconds: 4.5 }, '-c:v', 'copy', '-af', "volume=0:enable='lt(t,1.1)+gt(t,3.4)'", '-c:a', 'aac'),
  },
  twice: { name: 'League of Teachers', file: () => spoken() },
} as const satisfies Record<
  string,
  { name: string; language?: 'en' | 'fr' | 'es' | 'ar'; file: () => Promise<string> }
>;
export type Which = keyof typeof TWELVE;
export const ALL_TWELVE = Object.keys(TWELVE) as Which[];

export interface Sender {
  readonly which: Which;
  readonly name: string;
  readonly statementId: string;
  readonly client: RoleClient;
}

export interface QueuePlace {
  readonly coordinator: RoleClient;
  readonly sessionId: string;
  /** As it is called in the list of sessions. */
  readonly sessionName: string;
  readonly reviewId: string;
  readonly stateName: string;
  readonly of: (which: Which) => Sender;
}

/**
 * A session of its own with one State and twelve who were invited. Its number is lower than that of the others:
 * theirs stays the one that a board opens with.
 */
export async function queuePlace(origin: string): Promise<QueuePlace> {
  const coordinator = await coordinatorClient();
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const number = Math.min(...sessions.map((one) => one.number)) - 1;
  const { id: sessionId } = await coordinator.call('POST /api/v1/sessions', {
    body: {
      number,
      format: 'virtual',
      startsOn: '2030-01-01',
      endsOn: '2030-01-05',
      acceptsUploads: true,
      uploadDeadlineAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
      toleranceMs: TOLERANCE_MS,
    },
  });
  const stateCode = await freeStateCode(coordinator, sessionId);
  const stateName = `Republic of Twelve ${stateCode}`;
  const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
    params: { id: sessionId },
    // Title cards have a test of their own: the main job's.
    body: { stateCode, stateName, cards: null },
  });
  await coordinator.call('PUT /api/v1/reviews/{id}/floor-time', {
    params: { id: reviewId },
    body: { floorTimeMs: FLOOR_MS },
  });
  const senders = new Map<Which, Sender>();
  for (const which of ALL_TWELVE) {
    const one: { name: string; language?: 'en' | 'fr' | 'es' | 'ar' } = TWELVE[which];
    const { link, statementId } = await coordinator.call('POST /api/v1/reviews/{id}/invitations', {
      params: { id: reviewId },
      body: { organisation: { name: one.name, kind: 'cso' }, language: one.language ?? 'en' },
    });
    const client = roleClient(origin);
    await client.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
    await agree(client, { masterAllowed: true });
    senders.set(which, { which, name: one.name, statementId, client });
  }
  return {
    coordinator,
    sessionId,
    sessionName: `Session ${number}`,
    reviewId,
    stateName,
    of: (which) => {
      const sender = senders.get(which);
      if (!sender) throw new Error(`${which} is not invited`);
      return sender;
    },
  };
}

/** As the speaker's page does. */
export async function sendTake({ which, client }: Sender): Promise<void> {
  const file = await TWELVE[which].file();
  const bytes = await readFile(file);
  await sendFile(client, file, {
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

export const takeOf = async (client: RoleClient) =>
  (await client.call('GET /api/v1/speaker/statement')).takes[0];

/** How long a player would play its first picture rendition. */
export async function playlistMs(entry: URL): Promise<number> {
  const master = await (await fetch(entry)).text();
  const variant = /#EXT-X-STREAM-INF:[^\n]*RESOLUTION[^\n]*\n([^\n]+)/.exec(master)?.[1] ?? '';
  const playlist = await (await fetch(new URL(variant, entry))).text();
  if (!playlist.includes('#EXT-X-ENDLIST')) throw new Error('the playlist has no end');
  return [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce(
    (sum, [, seconds]) => sum + Number(seconds) * 1000,
    0,
  );
}
