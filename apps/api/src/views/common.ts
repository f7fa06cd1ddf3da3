import type {
  CutView,
  OrganisationView,
  ReasonView,
  ReviewSummary,
  SessionView,
  StaffSessionView,
  TakeView,
} from '@rostrum/contract';
import type {
  CutWithMedia,
  OrganisationRecord,
  ReviewAsItStands,
  SessionRecord,
  StatementRecord,
  TakeRecord,
  TakeWithCuts,
} from '@rostrum/core';
import { stoppedBecause } from '@rostrum/core';
import { editLengthMs, isProblemCode, PROBLEMS, Turned } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import type { z } from 'zod';
import type { MediaAddresses } from '../media/media-addresses.ts';

export function instant(date: Date): string;
export function instant(date: Date | null): string | null;
export function instant(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

export function sessionView(session: SessionRecord): z.output<typeof SessionView> {
  return {
    id: session.id,
    number: session.number,
    format: session.format,
    venue: session.venue,
    startsOn: day(session.startsOn),
    endsOn: day(session.endsOn),
    datesProvisional: session.datesProvisional,
    timeZone: session.timeZone,
    acceptsUploads: session.acceptsUploads,
    uploadDeadlineAt: instant(session.uploadDeadlineAt),
    demonstration: session.demonstration,
  };
}

export function staffSessionView(session: SessionRecord): z.output<typeof StaffSessionView> {
  const { graceMs, toleranceMs, minimumShare, sizeLimitBytes, takesPerInvitation } = session;
  return {
    ...sessionView(session),
    graceMs,
    toleranceMs,
    minimumShare,
    sizeLimitBytes,
    takesPerInvitation,
  };
}

export function reviewSummary({
  review,
  floorTimeMs,
  floorTimeFrozen,
}: ReviewAsItStands): z.output<typeof ReviewSummary> {
  return {
    id: review.id,
    stateCode: review.stateCode,
    stateName: stateNameIn(review, 'en'),
    presessionAt: instant(review.presessionAt),
    slotMs: review.slotMs,
    floorTimeMs,
    floorTimeFrozen,
  };
}

export function organisationView(organisation: OrganisationRecord): z.output<typeof OrganisationView> {
  const { id, name, kind, nhriStatus } = organisation;
  return { id, name, kind, nhriStatus };
}

export function statementHead(statement: StatementRecord) {
  const { id, state, version, withdrawnAt } = statement;
  return { id, state, version, withdrawnAt: instant(withdrawnAt) };
}

export function reasonView(
  ended: Pick<TakeRecord, 'reason' | 'figures'>,
): z.output<typeof ReasonView> | null {
  if (ended.reason === null) return null;
  // A failure of ours has no code that a person could act on.
  const code = isProblemCode(ended.reason) ? ended.reason : 'internal';
  return { code, title: PROBLEMS[code].title, figures: ended.figures ?? {} };
}

export function cutView(cut: CutWithMedia, media: MediaAddresses): z.output<typeof CutView> {
  const { mediaSet } = cut;
  return {
    id: cut.id,
    takeId: cut.takeId,
    revision: cut.revision,
    edit: cut.edit,
    lengthMs: editLengthMs(cut.edit),
    measuredMs: cut.measuredMs,
    state: cut.state,
    progress: cut.progress,
    remainingMs: cut.remainingMs,
    waiting: cut.waiting,
    stopped: stoppedBecause(cut),
    fit: cut.fit,
    madeBy: cut.madeBy.kind,
    removesOnlySilence: cut.removesOnlySilence,
    previewUrl: mediaSet === null || !hasSegments(mediaSet) ? null : media.preview(mediaSet.id),
    posterUrl: posterUrl(mediaSet, media),
    posterMs: cut.posterMs,
    posterWaits: cut.state === 'ready' && cut.posterMs !== (mediaSet?.manifest.posterMs ?? null),
    createdAt: instant(cut.createdAt),
  };
}

/** Why a take ended; what stands beside one that is ready is why a turn of it came to nothing. */
export function takeReason(
  take: Pick<TakeRecord, 'state' | 'reason' | 'figures'>,
): z.output<typeof ReasonView> | null {
  return take.state === 'ready' ? null : reasonView(take);
}

export function takeView(take: TakeWithCuts, media: MediaAddresses): z.output<typeof TakeView> {
  const { mediaSet, verdict } = take;
  const source = verdict?.outcome === 'accepted' ? verdict.source : null;
  // A picture that somebody chose stands for the take as well.
  const chosen = take.cuts.find(
    ({ posterMs, mediaSet: of }) => posterMs !== null && of?.manifest.posterMs === posterMs,
  );
  return {
    id: take.id,
    number: take.number,
    state: take.state,
    way: take.way,
    fileName: take.fileName,
    declaredBytes: take.declaredBytes,
    receivedBytes: take.receivedBytes,
    sizeBytes: take.sizeBytes,
    sha256: take.sha256,
    beganAt: instant(take.beganAt),
    receivedAt: instant(take.receivedAt),
    progress: take.progress,
    remainingMs: take.remainingMs,
    waiting: take.waiting,
    reason: takeReason(take),
    measuredMs: take.measuredMs,
    fit: take.fit,
    findings: verdict?.findings ?? [],
    source: source && {
      width: source.width,
      height: source.height,
      videoCodec: source.videoCodec,
      audioCodec: source.audioCodec,
      container: source.container,
    },
    loudness: take.loudness && {
      integratedLufs: take.loudness.integratedLufs,
      truePeakDbtp: take.loudness.truePeakDbtp,
    },
    previewUrl: mediaSet === null || !hasSegments(mediaSet) ? null : media.preview(mediaSet.id),
    posterUrl: posterUrl(chosen?.mediaSet ?? mediaSet, media),
    receiptAvailable: take.receivedAt !== null,
    turned: take.turned,
    turnFailed: turnFailed(take),
    cuts: take.cuts.map((cut) => cutView(cut, media)),
  };
}

function posterUrl(mediaSet: CutWithMedia['mediaSet'], media: MediaAddresses): string | null {
  const poster = mediaSet?.manifest.poster ?? null;
  return mediaSet === null || poster === null ? null : media.previewPoster(mediaSet.id, poster);
}

function turnFailed(take: TakeRecord): z.output<typeof TakeView>['turnFailed'] {
  const turned = Turned.safeParse(take.figures?.turned);
  const reason =
    take.state === 'ready' && turned.success ? reasonView({ reason: take.reason, figures: null }) : null;
  return reason === null || !turned.success ? null : { turned: turned.data, reason };
}

/** A playlist without a segment is refused by players. */
function hasSegments({ manifest }: NonNullable<CutWithMedia['mediaSet']>): boolean {
  return manifest.audio.segments.length > 0 && manifest.video.every((track) => track.segments.length > 0);
}
