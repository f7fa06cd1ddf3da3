import {
  CAPTION_LANGUAGES_PER_TAKE,
  CAPTION_VERSIONS_PER_TAKE,
  type CaptionOrigin,
  type Captions,
  type Cue,
  newId,
  Problem,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsHead, CaptionsRecord } from '../ports/store/captions.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { TakeRecord } from '../ports/store/takes.ts';
import { announce } from '../takes/announce.ts';
import type { SpeakerActor, StaffActor } from '../takes/own-take.ts';

export interface NewVersion {
  actor: SpeakerActor | StaffActor;
  take: TakeRecord;
  context: StatementContext;
  /** BCP 47, canonical. */
  language: string;
  captions: Captions;
  origin: CaptionOrigin;
  /** The version that was looked at, null where there was none; undefined: whatever stands is replaced. */
  baseId?: string | null;
}

/**
 * Captions of a take in one language, as its newest version, which nobody has checked yet. The same captions once
 * more are the version that is there already: the answer to the first may have been lost.
 * @throws Problem statement_withdrawn | stale | captions_too_many_languages | quota_used_up
 */
export async function addVersion(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { actor, take, context, language, captions: { cues, findings }, origin, baseId }: NewVersion,
): Promise<CaptionsRecord> {
  const id = newId();
  return await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const versions = await tx.captions.versions(take.id);
    const current = await tx.captions.current([take.id]);
    const standing = current.find((one) => one.language === language);
    if (baseId !== undefined && (standing?.id ?? null) !== baseId) {
      const same = standing?.origin === origin && (await tx.captions.get(standing.id));
      if (same && sameCues(same.cues, cues)) return same;
      throw new Problem('stale');
    }
    mustFit(versions, current, actor, language);
    const newest = versions.find((one) => one.language === language);
    const captions = await tx.captions.add({
      id,
      statementId: take.statementId,
      takeId: take.id,
      language,
      version: (newest?.version ?? 0) + 1,
      cues,
      findings,
      origin,
      madeBy:
        actor.kind === 'speaker'
          ? { kind: 'speaker', id: actor.invitationId }
          : { kind: 'staff', id: actor.userId },
      createdAt: parts.clock.now(),
    });
    await tx.audit({
      action: `captions.${origin === 'uploaded' ? 'added' : origin}`,
      actor,
      subject: { kind: 'statement', id: take.statementId },
      payload: { captionsId: id, takeId: take.id, version: captions.version, cues: cues.length },
    });
    tx.afterCommit(() => announce(parts, context, 'captions'));
    return captions;
  });
}

function sameCues(one: readonly Cue[], other: readonly Cue[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ startMs, endMs, text }, at) => {
      const cue = other[at];
      return startMs === cue?.startMs && endMs === cue.endMs && text === cue.text;
    })
  );
}

function mustFit(
  versions: readonly CaptionsHead[],
  current: readonly CaptionsHead[],
  actor: SpeakerActor | StaffActor,
  language: string,
): void {
  const others = current.filter((one) => one.language !== language).length;
  if (others >= CAPTION_LANGUAGES_PER_TAKE) {
    throw new Problem('captions_too_many_languages', { figures: { limit: CAPTION_LANGUAGES_PER_TAKE } });
  }
  const kind = actor.kind === 'speaker' ? 'speaker' : 'staff';
  const limit = CAPTION_VERSIONS_PER_TAKE[kind];
  const used = versions.filter(({ madeBy }) => madeBy.kind === kind).length;
  if (used < limit) return;
  const detail = `There were ${used} versions of captions for this take already. Please write to the secretariat.`;
  throw new Problem('quota_used_up', { figures: { used, limit }, detail });
}
