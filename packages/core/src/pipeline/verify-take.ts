import { createHash } from 'node:crypto';
import type { Refusal, StatementState, Verdict } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { StorageError } from '../ports/storage.ts';
import type { ReceiptPayload } from '../ports/store/receipts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from '../takes/announce.ts';
import { stretchCheck, stretchesOf } from '../takes/wire-stretches.ts';
import { markTakeFailed, PIPELINE, runStep, type StepContext } from './attempt.ts';
import { checkTake, floorFor, lookAtTake } from './check-take.ts';
import { refuseTake } from './refuse-take.ts';

type Needs = Pick<Parts, 'store' | 'storage' | 'queue' | 'events' | 'media' | 'signing' | 'clock' | 'log'>;

interface Stored {
  bytes: number;
  sha256: string;
  /** What was read agrees with each stretch in which it came. */
  asItCame: boolean;
}

/** A new take brings these back to review. One that was approved keeps its place until the new one is decided. */
const REOPENED: readonly StatementState[] = ['invited', 'changes_requested', 'declined'];

/**
 * Reads the stored object back once and compares it with what came over the wire, whole or in stretches, and with what the
 * speaker's device said. Only when all agree is the take received, and its receipt signed. What the checks see
 * is looked at meanwhile: a step of its own follows, and looks by itself where this one dies.
 */
export async function verifyTake(
  parts: Needs,
  { takeId }: { takeId: string },
  job: StepContext,
): Promise<void> {
  const take = await parts.store.takes.get(takeId);
  const context = take && (await parts.store.statements.context(take.statementId));
  if (!take || !context || context.statement.state === 'withdrawn') return;
  if (take.state === 'received') await addCheck(parts, take);
  // No size: the last byte has not come, and this job is not this take's.
  if (take.state !== 'receiving' || take.sizeBytes === null) return;

  await runStep(
    job,
    async () => {
      const ended = new AbortController();
      const looking = lookAhead(parts, take, context, AbortSignal.any([job.signal, ended.signal]));
      try {
        const stored = await readBack(parts, take, job.signal);
        const wrong = disagreement(take, stored);
        if (wrong === null) {
          await receive(parts, take, context, stored);
          await goOn(parts, take, await looking, job);
        } else {
          ended.abort();
          await refuseTake(parts, { take, context, from: 'receiving', ...wrong });
        }
      } catch (error) {
        ended.abort();
        throw error;
      } finally {
        // No process may outlive the step, nor read what is being erased.
        await looking;
      }
    },
    (reason) => markTakeFailed(parts, takeId, reason),
  );
}

/** Never rejects. Null where the look failed or was stopped: the step that follows looks by itself then, and says why. */
async function lookAhead(
  parts: Needs,
  take: TakeRecord,
  context: StatementContext,
  signal: AbortSignal,
): Promise<Verdict | null> {
  if (take.sizeBytes === 0) return null;
  try {
    return await lookAtTake(parts, take, await floorFor(parts, context), signal);
  } catch {
    return null;
  }
}

/** The take is received whatever becomes of this: a check that fails here is the check's own job again. */
async function goOn(
  parts: Needs,
  take: TakeRecord,
  verdict: Verdict | null,
  job: StepContext,
): Promise<void> {
  try {
    if (verdict !== null)
      return await checkTake(parts, { takeId: take.id }, { ...job, isLastAttempt: false }, verdict);
  } catch (error) {
    if (job.signal.aborted) throw error;
    parts.log.error('check_not_begun', error, { takeId: take.id });
  }
  await addCheck(parts, take);
}

async function readBack(parts: Needs, take: TakeRecord, signal: AbortSignal): Promise<Stored> {
  const hash = createHash('sha256');
  const check = stretchCheck(stretchesOf(take.hashState) ?? []);
  let bytes = 0;
  try {
    const { body } = await parts.storage.get(take.originalKey, { signal });
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) throw new TypeError('the store gave something else than bytes');
      hash.update(chunk);
      check.update(chunk);
      bytes += chunk.byteLength;
    }
  } catch (error) {
    // Nothing there is as many bytes as that.
    if (!(error instanceof StorageError && error.code === 'not_found')) throw error;
  }
  return { bytes, sha256: hash.digest('hex'), asItCame: check.agrees() };
}

function disagreement(
  take: TakeRecord,
  stored: Stored,
): { reason: Refusal; figures: Record<string, number> } | null {
  const figures = (expectedBytes: number) => ({ expectedBytes, storedBytes: stored.bytes });
  if (take.sizeBytes === 0) return { reason: 'empty_file', figures: {} };
  for (const expected of [take.sizeBytes, take.declaredBytes]) {
    if (expected !== null && expected !== stored.bytes)
      return { reason: 'size_mismatch', figures: figures(expected) };
  }
  for (const expected of [take.wireSha256, take.declaredSha256]) {
    if (expected !== null && expected.toLowerCase() !== stored.sha256)
      return { reason: 'hash_mismatch', figures: figures(stored.bytes) };
  }
  if (!stored.asItCame) return { reason: 'hash_mismatch', figures: figures(stored.bytes) };
  return null;
}

async function receive(
  parts: Needs,
  take: TakeRecord,
  context: StatementContext,
  stored: Stored,
): Promise<void> {
  const receivedAt = parts.clock.now();
  await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement === undefined || statement.state === 'withdrawn') return;
    const moved = await tx.move('take', { id: take.id, from: 'receiving', to: 'received', actor: PIPELINE });
    if (moved === 'lost') return;
    await tx.takes.update(
      take.id,
      {
        sha256: stored.sha256,
        sizeBytes: stored.bytes,
        receivedBytes: stored.bytes,
        receivedAt,
        hashState: null,
        hashOffset: null,
      },
      { states: ['received'] },
    );
    await giveReceipt(parts, tx, take, context, stored, receivedAt);
    if (REOPENED.includes(statement.state)) {
      await tx.move('statement', {
        id: statement.id,
        from: statement.state,
        to: 'in_review',
        actor: PIPELINE,
        reason: 'take_received',
      });
      tx.afterCommit(() => announce(parts, context, 'statement'));
    }
    tx.afterCommit(() => announce(parts, context, 'take'));
  });
}

async function giveReceipt(
  parts: Pick<Parts, 'signing'>,
  tx: Tx,
  take: TakeRecord,
  { review, session }: StatementContext,
  stored: Stored,
  receivedAt: Date,
): Promise<void> {
  const payload: ReceiptPayload = {
    version: 1,
    takeId: take.id,
    statementId: take.statementId,
    sha256: stored.sha256,
    bytes: stored.bytes,
    receivedAt: receivedAt.toISOString(),
    session: session.number,
    state: review.stateCode,
  };
  const signed = parts.signing.signReceipt(payload);
  await tx.receipts.addOnce({ ...signed, takeId: take.id, issuedAt: receivedAt });
  await tx.audit({
    action: 'receipt.issued',
    actor: PIPELINE,
    subject: { kind: 'take', id: take.id },
    payload: { statementId: take.statementId, bytes: stored.bytes, keyId: signed.keyId },
  });
}

async function addCheck(parts: Pick<Parts, 'queue'>, take: TakeRecord): Promise<void> {
  await parts.queue.add('take.check', { takeId: take.id, statementId: take.statementId });
}
