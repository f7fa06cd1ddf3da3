import { createHash } from 'node:crypto';
import type { ProgrammeRecord } from '../ports/store/programmes.ts';
import type { ProgrammePlan } from './plan-programme.ts';

/** Names what would be published, and what it would take the place of: another mark, and something differs. */
export function markOf(
  plan: ProgrammePlan,
  { audience, cards }: Pick<ProgrammeRecord, 'audience' | 'cards'>,
): string {
  const places = plan.items.map(({ statement, organisation, cut, obstacle, captionIds, issues, written }) => [
    statement.id,
    organisation.name,
    ...(obstacle === null && cut !== null
      ? [cut.cutId, [...captionIds].sort(), issues.newest, written.newest]
      : [obstacle]),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([plan.published?.id ?? null, audience, cards, places]))
    .digest('base64url');
}
