import { keepsProgramme, type MediaScope, type Parts, type ScreeningStanding } from '@rostrum/core';
import { Id, Problem } from '@rostrum/domain';
import { listedSoFar, type PlacedSegment, type PlacedTrack, timelineMs } from '@rostrum/hls';
import type { Request } from 'express';
import type { LiveScreenings } from './live-screenings.ts';
import { draftScope, programmeScope, setScope, staffScope } from './media-addresses.ts';
import type { ShownMedia, ShownMediaSource } from './shown-media.ts';

/** A morning of several States; nobody goes on from one address for longer. */
const LONGEST_HELD_MS = 6 * 60 * 60_000;
/** What another process has listed may be asked for here, although its clock goes before this one's. */
const CLOCKS_APART_MS = 1_000;

export interface OpenDeps {
  parts: Pick<Parts, 'signing' | 'clock'>;
  shown: ShownMediaSource;
  screenings: LiveScreenings;
}

interface MediaParams {
  kind: 'p' | 's' | 'd';
  id: string;
  sig: string;
}

interface Opened {
  media: ShownMedia;
  /** A screening that keeps it from whoever holds this address. */
  keptBy: ScreeningStanding | null;
}

/**
 * What a media address stands for, whole. Until a screening of it is over, a programme is opened so by the staff's
 * signature alone: the one in a list of the screening is good for what is listed.
 * @param entry the address that is handed out lets in during its bucket and the next. What a player then goes
 * on to ask for is held for as long as the programme lasts: ffmpeg and VLC never fetch a playlist that has ended
 * again. A withdrawal ends both at once, by the epoch.
 * @throws Problem not_found | media_address_bad | media_address_expired
 */
export async function openMedia(
  deps: OpenDeps,
  request: Request,
  options: { entry?: boolean } = {},
): Promise<ShownMedia> {
  const { media, keptBy } = await openWhole(deps, request, options);
  if (keptBy !== null) throw new Problem('media_address_bad');
  const { statement } = request.params;
  if (statement === undefined) return media;
  const alone = media.alone(String(statement));
  if (alone === null) throw new Problem('not_found');
  return alone;
}

export interface OpenedPiece {
  media: ShownMedia;
  /** @throws Problem media_address_bad where the programme is kept, and no list has named the segment yet */
  mustBeListed(track: PlacedTrack, segment: PlacedSegment): void;
}

/** The same for an init or a segment, which a screening's lists name. */
export async function openPiece(deps: OpenDeps, request: Request): Promise<OpenedPiece> {
  // A list of a screening names nothing of one statement alone.
  const whole = request.params.statement === undefined ? await openWhole(deps, request) : null;
  if (whole === null || whole.keptBy === null) {
    const media = whole?.media ?? (await openMedia(deps, request));
    return { media, mustBeListed: () => undefined };
  }
  const { media, keptBy } = whole;
  const screening = {
    timeline: media.timeline,
    startsAtMs: keptBy.screening.startsAt.getTime(),
    overrides: keptBy.screening.overrides,
  };
  const nowMs = deps.parts.clock.now().getTime();
  return {
    media,
    mustBeListed(track, { index }) {
      if (!isListed(index, nowMs, (ms) => listedSoFar(screening, track, ms)))
        throw new Problem('media_address_bad');
    },
  };
}

export function isListed(
  index: number,
  nowMs: number,
  listedAt: (ms: number) => { first: number; end: number } | null,
): boolean {
  return [nowMs, nowMs + CLOCKS_APART_MS].some((ms) => {
    const listed = listedAt(ms);
    return listed !== null && index >= listed.first && index < listed.end;
  });
}

async function openWhole(
  { parts, shown, screenings }: OpenDeps,
  request: Request,
  { entry = false }: { entry?: boolean } = {},
): Promise<Opened> {
  const { kind, id, sig } = paramsOf(request);
  const now = parts.clock.now();
  const verdictOn = (scope: MediaScope, heldMs: number) =>
    parts.signing.verifyMedia(sig, scope, now.getTime(), heldMs);
  const verify = (scope: MediaScope, heldMs: number) => {
    const verdict = verdictOn(scope, heldMs);
    if (verdict === 'ok') return;
    throw new Problem(verdict === 'expired' ? 'media_address_expired' : 'media_address_bad');
  };
  // Before anything is read; how long exactly it is held is known with the timeline.
  let scope = setScope(id);
  let forStaff = kind !== 'p';
  if (kind === 's') verify(scope, LONGEST_HELD_MS);
  const media =
    kind === 's'
      ? await shown.set(id)
      : kind === 'd'
        ? await shown.draft(id, (mark) => {
            scope = draftScope(id, mark);
            verify(scope, LONGEST_HELD_MS);
          })
        : await shown.programme(id, (epoch) => {
            const staff = staffScope(id, epoch);
            forStaff = verdictOn(staff, LONGEST_HELD_MS) !== 'bad';
            scope = forStaff ? staff : programmeScope(id, epoch);
            verify(scope, LONGEST_HELD_MS);
          });
  const standing = media.reviewId === null ? null : await screenings.ofReview(media.reviewId);
  const keptBy = !forStaff && keepsProgramme(standing, now) ? standing : null;
  // While everybody is held, the same segments stay in the window for as long as it takes.
  const lastsMs = standing === null ? Math.min(LONGEST_HELD_MS, timelineMs(media.timeline)) : LONGEST_HELD_MS;
  verify(scope, entry ? 0 : lastsMs);
  return { media, keptBy };
}

function paramsOf(request: Request): MediaParams {
  const { kind, id, sig } = request.params;
  if (
    (kind !== 'p' && kind !== 's' && kind !== 'd') ||
    typeof sig !== 'string' ||
    !Id.safeParse(id).success
  ) {
    throw new Problem('not_found');
  }
  return { kind, id: String(id), sig };
}

export function numberOf(request: Request, name: string): number {
  const text = String(request.params[name]);
  if (!/^\d{1,6}$/.test(text)) throw new Problem('not_found');
  return Number(text);
}
