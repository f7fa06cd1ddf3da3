import { mayBegin, newId, Problem } from '@rostrum/domain';
import { originalKey } from '../keys.ts';
import type { Parts } from '../parts.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord, TakeWay } from '../ports/store/takes.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from './announce.ts';
import { eraseTakeObjects } from './erase-take-objects.ts';
import type { SpeakerActor } from './own-take.ts';

export interface BeginTake {
  actor: SpeakerActor;
  way: TakeWay;
  /** As the speaker's device says it: data, whatever it holds. */
  fileName: string | null;
  declaredBytes: number | null;
  /** 64 hex digits. */
  declaredSha256: string | null;
}

export interface BegunTake {
  takeId: string;
  statementId: string;
  originalKey: string;
  sizeLimitBytes: number;
}

/** No byte for this long: the speaker's next file may take the place of the one that stopped. */
const STALE_MS = 10 * 60_000;
const FILE_NAME_CHARACTERS = 500;
/** What went wrong on the way, or was given up, does not count as an attempt. */
const NOT_COUNTED = new Set<string | null>(['hash_mismatch', 'size_mismatch', 'empty_file']);

/**
 * @throws Problem statement_withdrawn | session_takes_no_uploads | deadline_passed | quota_used_up |
 * size_over_limit | empty_file | take_receiving
 */
export async function beginTake(
  parts: Pick<Parts, 'store' | 'storage' | 'events' | 'clock' | 'log'>,
  input: BeginTake,
): Promise<BegunTake> {
  const takeId = newId();
  return await parts.store.transaction(async (tx) => {
    const context = await tx.statements.contextOfInvitation(input.actor.invitationId);
    if (context === null) throw new Problem('not_found');
    const [statement] = await tx.statements.lock([context.statement.id]);
    if (statement === undefined || statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const takes = await tx.takes.ofStatement(statement.id);
    const now = parts.clock.now();
    refuseByRules(context, takes, input, now);
    for (const take of takes) if (take.state === 'receiving') await replaceStale(parts, tx, take, input, now);

    const key = originalKey(statement.id, takeId);
    await tx.takes.add({
      id: takeId,
      statementId: statement.id,
      number: 1 + Math.max(0, ...takes.map((take) => take.number)),
      way: input.way,
      fileName: input.fileName === null ? null : keptName(input.fileName),
      declaredBytes: input.declaredBytes,
      declaredSha256: input.declaredSha256?.toLowerCase() ?? null,
      originalKey: key,
      beganAt: now,
    });
    await tx.audit({
      action: 'take.receiving',
      actor: input.actor,
      subject: { kind: 'take', id: takeId },
      payload: { statementId: statement.id, way: input.way, declaredBytes: input.declaredBytes },
    });
    tx.afterCommit(() => announce(parts, context, 'take'));
    return {
      takeId,
      statementId: statement.id,
      originalKey: key,
      sizeLimitBytes: context.session.sizeLimitBytes,
    };
  });
}

/** By whole characters: half of a surrogate pair is no text that a database takes. */
function keptName(fileName: string): string {
  return [...fileName.replaceAll('\0', '')].slice(0, FILE_NAME_CHARACTERS).join('');
}

function refuseByRules(
  { session, invitation }: StatementContext,
  takes: readonly TakeRecord[],
  { declaredBytes }: BeginTake,
  now: Date,
): void {
  if (!session.acceptsUploads) throw new Problem('session_takes_no_uploads');
  if (!mayBegin(now, invitation.deadlineAt ?? session.uploadDeadlineAt)) throw new Problem('deadline_passed');
  const used = takes.filter(
    (take) => !['abandoned', 'receiving'].includes(take.state) && !NOT_COUNTED.has(take.reason),
  );
  if (used.length >= session.takesPerInvitation) {
    throw new Problem('quota_used_up', { figures: { used: used.length, limit: session.takesPerInvitation } });
  }
  if (declaredBytes !== null && declaredBytes > session.sizeLimitBytes) {
    throw new Problem('size_over_limit', {
      figures: { bytes: declaredBytes, limitBytes: session.sizeLimitBytes },
    });
  }
  if (declaredBytes === 0) throw new Problem('empty_file');
}

async function replaceStale(
  parts: Pick<Parts, 'storage' | 'log'>,
  tx: Tx,
  take: TakeRecord,
  { actor }: BeginTake,
  now: Date,
): Promise<void> {
  const stale = take.sizeBytes === null && now.getTime() - take.lastByteAt.getTime() >= STALE_MS;
  if (!stale) throw new Problem('take_receiving');
  await tx.move('take', { id: take.id, from: 'receiving', to: 'abandoned', actor, reason: 'replaced' });
  tx.afterCommit(() => eraseTakeObjects(parts, take));
}
