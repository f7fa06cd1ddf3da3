import { createHash } from 'node:crypto';
import type {
  PastRevisionView,
  ProgrammeRevisionView,
  ProgrammeView,
  StaffRevisionView,
  WatchHome,
  WatchProgramme,
} from '@rostrum/contract';
import type {
  PastRevision,
  ProgrammeState,
  ScreeningStanding,
  TimedItem,
  TimedRevision,
  WatchHomeState,
  WatchProgrammeState,
} from '@rostrum/core';
import { beginsAtMs } from '@rostrum/domain';
import { missionNamesOf } from '@rostrum/domain/state-names';
import type { z } from 'zod';
import type { MediaAddresses } from '../media/media-addresses.ts';
import { instant, organisationView, reviewSummary, sessionView } from './common.ts';
import { questionBlockView } from './half-days.ts';
import { openScreeningView } from './screenings.ts';

function itemView(item: TimedItem, posterUrl: string | null) {
  const { position, kind, statementId, organisation, speakerName, cutId, lengthMs, cardMs, startMs } = item;
  return {
    position,
    kind,
    statementId,
    organisation: organisationView(organisation),
    speakerName,
    cutId,
    lengthMs,
    cardMs,
    startMs,
    posterUrl,
  };
}

export function revisionView(
  revision: TimedRevision,
  epoch: number,
  media: MediaAddresses,
): z.output<typeof ProgrammeRevisionView> {
  const shown = revision.state === 'published';
  return {
    id: revision.id,
    number: revision.number,
    state: revision.state,
    cause: revision.cause,
    publishedAt: instant(revision.publishedAt),
    endedAt: instant(revision.endedAt),
    items: revision.items.map((item) => {
      const { kind, position, posterKey: poster } = item;
      const seen = shown && kind === 'statement' && poster !== null;
      return itemView(item, seen ? media.programmePoster(revision.id, epoch, { position, poster }) : null);
    }),
    lengthMs: revision.lengthMs,
  };
}

function staffRevisionView(
  revision: TimedRevision,
  epoch: number,
  media: MediaAddresses,
): z.output<typeof StaffRevisionView> {
  const { items, ...view } = revisionView(revision, epoch, media);
  return {
    ...view,
    audience: revision.audience,
    items: items.map((item, index) => ({ ...item, ...staffItem(revision.items[index]) })),
  };
}

function staffItem(item: TimedItem | undefined) {
  return {
    captionIds: item?.captionIds ?? [],
    issuesVersion: item?.issuesVersion ?? null,
    writtenIds: item?.writtenIds ?? [],
  };
}

export function pastRevisionView(revision: PastRevision): z.output<typeof PastRevisionView> {
  return {
    id: revision.id,
    number: revision.number,
    state: revision.state,
    cause: revision.cause,
    publishedAt: instant(revision.publishedAt),
    endedAt: instant(revision.endedAt),
    lengthMs: revision.lengthMs,
    audience: revision.audience,
    publishedBy: revision.publishedBy,
    reason: revision.reason,
    // As it was published, whatever has become of its media since.
    items: revision.items.map(
      ({ position, kind, statementId, organisation, cutId, lengthMs, cardMs, startMs, captionIds }) => ({
        position,
        kind,
        statementId,
        organisation: organisationView(organisation),
        cutId,
        lengthMs,
        cardMs,
        startMs,
        captionIds,
      }),
    ),
  };
}

export function programmeView(state: ProgrammeState, media: MediaAddresses): z.output<typeof ProgrammeView> {
  const { draft, published, epoch } = state;
  return {
    review: reviewSummary(state),
    session: sessionView(state.session),
    audience: state.audience,
    cards: state.cards,
    draft: {
      items: draft.items.map((item) => ({ ...itemView(item, null), ...staffItem(item) })),
      lengthMs: draft.lengthMs,
      openingMs: draft.openingMs,
      previewUrl: draft.previewMark && media.draft(state.review.id, draft.previewMark),
      cardsToDraw: draft.cardsToDraw,
      mark: draft.mark,
      slotMs: draft.slotMs,
      obstacles: draft.obstacles,
      differsFromPublished: draft.differsFromPublished,
    },
    published: published && staffRevisionView(published, epoch, media),
    earlier: state.earlier.map((revision) => ({
      id: revision.id,
      number: revision.number,
      state: revision.state,
      cause: revision.cause,
      publishedAt: instant(revision.publishedAt),
      endedAt: instant(revision.endedAt),
      lengthMs: revision.lengthMs,
      reason: revision.reason,
    })),
    expectedSpeakers: state.review.expectedSpeakers,
    floorTimeSet: state.review.floorTimeSetMs !== null,
    previewUrl: published && playlistOf(published, epoch, media),
  };
}

/** Null where nothing of it may be shown: a playlist without a segment is refused by players. */
export function playlistOf(revision: TimedRevision, epoch: number, media: MediaAddresses): string | null {
  return revision.items.some(({ kind }) => kind === 'statement') ? media.programme(revision.id, epoch) : null;
}

export function posterOf(revision: TimedRevision, epoch: number, media: MediaAddresses): string | null {
  for (const { kind, position, posterKey: poster } of revision.items)
    if (kind === 'statement' && poster !== null)
      return media.programmePoster(revision.id, epoch, { position, poster });
  return null;
}

type Screening = NonNullable<WatchHomeState['reviews'][number]['screening']>;

function beginsAt({ startsAt, overrides }: Screening): string | null {
  const ms = beginsAtMs({ startsAtMs: startsAt.getTime(), overrides });
  return ms === null ? null : new Date(ms).toISOString();
}

export function watchHome(state: WatchHomeState): z.output<typeof WatchHome> {
  const home = {
    session: sessionView(state.session),
    mission: state.mission && { name: state.mission.name, names: missionNamesOf(state.mission) },
    window: {
      opensAt: instant(state.window.opensAt),
      closesAt: instant(state.window.closesAt),
      state: state.windowState,
    },
    reviews: state.reviews.map((one) => ({
      review: reviewSummary(one),
      screening: one.screening && {
        startsAt: instant(one.screening.startsAt),
        beginsAt: beginsAt(one.screening),
        timeZone: one.screening.timeZone,
      },
      published: one.published && {
        number: one.published.number,
        publishedAt: instant(one.published.publishedAt),
        lengthMs: one.published.lengthMs,
        statements: one.published.statements,
      },
    })),
    questions: state.questions.map(questionBlockView),
  };
  // Whose page it is changes nothing on the list.
  const { mission: _, ...list } = home;
  const mark = createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 16);
  return { ...home, mark, serverNow: instant(state.serverNow) };
}

function withoutPosters(revision: z.output<typeof ProgrammeRevisionView>): typeof revision {
  return { ...revision, items: revision.items.map((item) => ({ ...item, posterUrl: null })) };
}

function aloneOf(
  { revision, epoch, mayBeHad }: WatchProgrammeState,
  media: MediaAddresses,
): z.output<typeof WatchProgramme>['alone'] {
  return revision.items.flatMap(({ kind, statementId }) => {
    if (kind !== 'statement') return [];
    const { playlist, master } = media.statementAlone(revision.id, epoch, statementId);
    return [{ statementId, playlistUrl: playlist, masterUrl: mayBeHad.has(statementId) ? master : null }];
  });
}

export function watchProgramme(
  state: WatchProgrammeState,
  media: MediaAddresses,
  standing: ScreeningStanding | null,
): z.output<typeof WatchProgramme> {
  const screening = openScreeningView(standing, media, state.serverNow);
  const revision = revisionView(state.revision, state.epoch, media);
  return {
    session: sessionView(state.session),
    review: reviewSummary(state),
    // A poster's address holds the signature that opens the whole programme.
    revision: screening === null ? revision : withoutPosters(revision),
    epoch: state.epoch,
    playlistUrl: screening === null ? playlistOf(state.revision, state.epoch, media) : null,
    alone: screening === null ? aloneOf(state, media) : [],
    screening,
    serverNow: instant(state.serverNow),
  };
}
