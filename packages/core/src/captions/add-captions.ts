import {
  CAPTION_LANGUAGES_PER_TAKE,
  CAPTION_VERSIONS_PER_TAKE,
  newId,
  Problem,
  parseCaptions,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { CaptionsHead, CaptionsRecord } from '../ports/store/captions.ts';
import { announce } from '../takes/announce.ts';
import { type SpeakerActor, type StaffActor, takeFor } from '../takes/own-take.ts';

export interface AddCaptions {
  actor: SpeakerActor | StaffActor;
  takeId: string;
  /** BCP 47, canonical. */
  language: string;
  /** SubRip or WebVTT. */
  source: Uint8Array | string;
}

/**
 * Captions of a take in one language, as a new version: read, cleaned, and checked against the take's length. What
 * is published keeps the version that it shows; this one is shown from the next revision on. Of two at once the
 * later is the newer version.
 * @throws Problem not_found | statement_withdrawn | take_not_ready | captions_unreadable | captions_empty |
 * captions_too_large | captions_do_not_match | captions_too_many_languages | quota_used_up
 */
export async function addCaptions(
  parts: Pick<Parts, 'store' | 'events' | 'clock'>,
  { actor, takeId, language, source }: AddCaptions,
): Promise<CaptionsRecord> {
  const { take, context } = await takeFor(parts.store, actor, takeId);
  if (context.statement.state === 'withdrawn') throw new Problem('statement_withdrawn');
  if (take.state !== 'ready' || take.measuredMs === null) throw new Problem('take_not_ready');
  // Before the transaction: a file of two megabytes is read in a moment, and holds nobody's row meanwhile.
  const { cues, findings } = parseCaptions(source, { takeMs: take.measuredMs, language });
  const id = newId();
  return await parts.store.transaction(async (tx) => {
    const [statement] = await tx.statements.lock([take.statementId]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const versions = await tx.captions.versions(takeId);
    const current = await tx.captions.current([takeId]);
    mustFit(versions, current, actor, language);
    const newest = versions.find((one) => one.language === language);
    const captions = await tx.captions.add({
      id,
      statementId: take.statementId,
      takeId,
      language,
      version: (newest?.version ?? 0) + 1,
      cues,
      findings,
      madeBy:
        actor.kind === 'speaker'
          ? { kind: 'speaker', id: actor.invitationId }
          : { kind: 'staff', id: actor.userId },
      createdAt: parts.clock.now(),
    });
    await tx.audit({
      action: 'captions.added',
      actor,
      subject: { kind: 'statement', id: take.statementId },
      payload: { captionsId: id, takeId, version: captions.version, cues: cues.length },
    });
    tx.afterCommit(() => announce(parts, context, 'captions'));
    return captions;
  });
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
