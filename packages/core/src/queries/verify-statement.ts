import type { Parts } from '../parts.ts';
import type { AuditVerification } from '../ports/store.ts';
import { found } from '../sessions/who-may.ts';
import { subjectIdsOf } from './history-of.ts';

/** The audit's chain as one statement stands in it. @throws Problem not_found */
export async function verifyStatement(
  { store }: Pick<Parts, 'store'>,
  { statementId }: { statementId: string },
): Promise<AuditVerification> {
  const subjects = found(await store.history.subjectsOf(statementId));
  return await mustHaveDetails(store, subjectIdsOf(statementId, subjects), subjects.erasedAt !== null);
}

/** The same of a review's programme: the programme's own entries and those of its revisions. @throws Problem not_found */
export async function verifyProgramme(
  { store }: Pick<Parts, 'store'>,
  { reviewId }: { reviewId: string },
): Promise<AuditVerification> {
  const programme = found(await store.programmes.ofReview(reviewId));
  const revisions = await store.programmes.revisions(programme.id);
  return await mustHaveDetails(store, [programme.id, ...revisions.map(({ id }) => id)], false);
}

/** Details are erased with their statement and never otherwise: gone without it, somebody took them away. */
async function mustHaveDetails(
  store: Pick<Parts['store'], 'verifyAudit'>,
  subjectIds: readonly string[],
  erased: boolean,
): Promise<AuditVerification> {
  const chain = await store.verifyAudit(subjectIds);
  if (erased) return chain;
  const own = chain.own.map((entry) =>
    entry.payload === null && entry.standing === 'whole' ? { ...entry, standing: 'broken' as const } : entry,
  );
  const robbed = own.find(({ payload, standing }) => payload === null && standing === 'broken');
  if (robbed === undefined) return chain;
  const firstBroken = Math.min(robbed.seq, chain.firstBroken ?? robbed.seq);
  return { whole: false, entries: Math.min(chain.entries, firstBroken - 1), firstBroken, own };
}
