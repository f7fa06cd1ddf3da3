import { randomInt } from 'node:crypto';
import type { RoleClient } from '../../../infra/local/demo/role-client.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * Of the user-assigned range of ISO 3166-1, and of no State in the session: a test tried again has one of its own.
 * Any of them: two files that run at once must not choose the same.
 */
export async function freeStateCode(staff: RoleClient, sessionId: string): Promise<string> {
  const params = { id: sessionId };
  const { reviews } = await staff.call('GET /api/v1/sessions/{id}/board', { params });
  const taken = new Set(reviews.map(({ review }) => review.stateCode));
  const all = LETTERS.flatMap((second) => LETTERS.map((third) => `X${second}${third}`));
  const untaken = all.filter((code) => !taken.has(code));
  const free = untaken[randomInt(Math.max(1, untaken.length))];
  if (free === undefined) throw new Error('no State code is free');
  return free;
}
