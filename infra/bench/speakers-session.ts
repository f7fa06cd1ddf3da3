import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { agree } from '../local/demo/agree.ts';
import { type RoleClient, roleClient, tokenOf } from '../local/demo/role-client.ts';
import { sendFile } from '../local/demo/send-file.ts';
import type { Product } from '../local/product.ts';

export interface Invited {
  statementId: string;
  speaker: RoleClient;
}

/** A SuR of the bench's own, over HTTP as the roles do it. */
export interface SpeakersSession {
  coordinator: RoleClient;
  sessionId: string;
  /** To the bench's own SuR, unless another is named. */
  invite(to?: string): Promise<Invited>;
  /** The link of an organisation that was invited to the bench's own SuR and has not opened it. */
  link(): Promise<string>;
  /** Sends a file in parts; resolves, with the time, when the last byte was answered. */
  send(invited: Invited, file: string): Promise<number>;
}

/** Seven minutes is the longest floor time that there is by rule; a clip may be a frame over. */
const FLOOR_MS = 8 * 60_000;

export async function openSession(product: Pick<Product, 'url' | 'demo'>): Promise<SpeakersSession> {
  const coordinator = roleClient(product.url);
  await coordinator.call('POST /api/v1/demonstration/sign-in', {
    body: { token: tokenOf(product.demo.coordinator) },
  });
  const { sessions } = await coordinator.call('GET /api/v1/sessions');
  const session = sessions.find((one) => one.acceptsUploads);
  if (session === undefined) throw new Error('no session takes statements');
  const { id: reviewId } = await coordinator.call('POST /api/v1/sessions/{id}/reviews', {
    params: { id: session.id },
    body: { stateCode: 'XBB', stateName: 'Benchland' },
  });
  await coordinator.call('PUT /api/v1/reviews/{id}/floor-time', {
    params: { id: reviewId },
    body: { floorTimeMs: FLOOR_MS },
  });
  let invitations = 0;
  const invite = (to: string) => {
    invitations += 1;
    return coordinator.call('POST /api/v1/reviews/{id}/invitations', {
      params: { id: to },
      body: { organisation: { name: `Organisation ${invitations}`, kind: 'cso' } },
    });
  };
  return {
    coordinator,
    sessionId: session.id,
    async invite(to = reviewId) {
      const { link, statementId } = await invite(to);
      const speaker = roleClient(product.url);
      await speaker.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
      await agree(speaker, { masterAllowed: false });
      return { statementId, speaker };
    },
    link: async () => (await invite(reviewId)).link,
    async send({ speaker }, file) {
      await sendFile(speaker, file, await factsOf(file));
      return Date.now();
    },
  };
}

const known = new Map<string, Promise<{ bytes: number; sha256: string }>>();

function factsOf(file: string): Promise<{ bytes: number; sha256: string }> {
  const facts =
    known.get(file) ??
    (async () => {
      const hash = createHash('sha256');
      for await (const part of createReadStream(file)) hash.update(part);
      return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
    })();
  known.set(file, facts);
  return facts;
}
