import {
  captionsOfSet,
  type DraftProgramme,
  draftProgramme,
  type Parts,
  type PublishedProgramme,
  publishedProgramme,
  type RevisionStanding,
  standingOfRevision,
} from '@rostrum/core';
import { type MediaSet, Problem, type Storyboard } from '@rostrum/domain';
import {
  type CaptionTrack,
  itemChapters,
  mediaSetTimeline,
  type PlacedChapter,
  placeCaptions,
  programmeTimeline,
  type Timeline,
} from '@rostrum/hls';
import { BrieflyKept } from './briefly-kept.ts';
import type { ConsentEnds } from './consent-ends.ts';

/** What one media address stands for, as it may be shown now. */
export interface ShownMedia {
  /** Of a programme. */
  reviewId: string | null;
  timeline: Timeline;
  /** A playlist that ever was an EVENT may not become anything else (RFC 8216 section 6.2.1). */
  type: 'vod' | 'event';
  /** Storage keys by the item's position. Asked for apart: another may be chosen while all else stays. */
  posters(): Promise<ReadonlyMap<number, string>>;
  /** By the item's number on the timeline, as segments are named. */
  beside: readonly BesideItem[];
  /** Where one statement alone is shown: the whole of it as one file, and whose leave it needs. */
  master: { key: string; bytes: number; sha256: string; statementId: string } | null;
  /** One a language; of a preview the newest, of a programme those that it was published with. */
  captions: readonly CaptionTrack[];
  /** One a statement of a programme, titled as its list of speakers names them: a speaker who chose so by name. */
  chapters: readonly PlacedChapter[];
  /** Where one statement alone is published. */
  onlyStatementId: string | null;
  /** One of its statements alone, from its own beginning and without a card; null where it is not shown. */
  alone(statementId: string): ShownMedia | null;
  /** By track; the addresses in them are relative, so that one text serves every signature. */
  playlists: Map<string, string>;
}

/** What a page shows beside the picture. Keys of the store; sets made before there was such a thing have none. */
export interface BesideItem {
  storyboard: Storyboard | undefined;
  sheets: readonly string[];
  peaks: string | null;
}

export interface ShownMediaSource {
  /** @throws Problem not_found | media_address_expired | media_address_bad */
  programme(revisionId: string, mayShow: (epoch: number) => void): Promise<ShownMedia>;
  /** As it would be published now; another draft has another mark. @throws Problem as `mayShow` does | not_found */
  draft(reviewId: string, mayShow: (mark: string) => void): Promise<ShownMedia>;
  /** @throws Problem not_found */
  set(mediaSetId: string): Promise<ShownMedia>;
  close(): void;
}

/** A withdrawal is heard at once through the events, and through the database after this at the latest. */
const STANDING_KEPT_MS = 1_000;
const SET_KEPT_MS = 1_000;
const POSTERS_KEPT_MS = 1_000;
/** A revision's items never change, so its timeline is only let go for its size. */
const TIMELINE_KEPT_MS = 10 * 60_000;

export function createShownMedia(
  parts: Pick<Parts, 'store' | 'clock' | 'events' | 'settings'>,
  consentEnds: Pick<ConsentEnds, 'settle'>,
): ShownMediaSource {
  const standings = new BrieflyKept<RevisionStanding>({ keepMs: STANDING_KEPT_MS, most: 500 });
  const programmes = new BrieflyKept<ShownMedia>({ keepMs: TIMELINE_KEPT_MS, most: 40 });
  const sets = new BrieflyKept<ShownMedia>({ keepMs: SET_KEPT_MS, most: 100 });
  const drafts = new BrieflyKept<DraftProgramme>({ keepMs: SET_KEPT_MS, most: 20 });
  const draftMedia = new BrieflyKept<ShownMedia>({ keepMs: TIMELINE_KEPT_MS, most: 20 });

  const unsubscribe = parts.events.subscribe(({ what }) => {
    if (what === 'programme' || what === 'statement' || what === 'captions') {
      standings.forget();
      sets.forget();
      drafts.forget();
    }
  });

  return {
    async programme(revisionId, mayShow) {
      const standing = await standings.get(revisionId, () => settledStanding(parts, consentEnds, revisionId));
      mayShow(standing.epoch);
      // The page and the player then load the newest, or learn that there is none.
      if (standing.state !== 'published') throw new Problem('media_address_expired');
      const version = [revisionId, standing.epoch, ...standing.barred, ...standing.captionIds].join('/');
      return await programmes.get(version, () => loadProgramme(parts, revisionId));
    },
    async draft(reviewId, mayShow) {
      const draft = await drafts.get(reviewId, () => draftProgramme(parts, { reviewId }));
      mayShow(draft.mark);
      return await draftMedia.get(draft.mark, async () =>
        programmeMedia(draft, async () => postersOf(draft.items)),
      );
    },
    set: (mediaSetId) => sets.get(mediaSetId, () => loadSet(parts, mediaSetId)),
    close: unsubscribe,
  };
}

/** What a consent bars by its hour is taken out by a revision: no list at one address loses what it had. */
async function settledStanding(
  parts: Pick<Parts, 'store' | 'clock'>,
  consentEnds: Pick<ConsentEnds, 'settle'>,
  revisionId: string,
): Promise<RevisionStanding> {
  const standing = await standingOfRevision(parts, { revisionId });
  if (standing.state !== 'published' || standing.barred.length === 0) return standing;
  await consentEnds.settle(standing.reviewId);
  return await standingOfRevision(parts, { revisionId });
}

async function loadProgramme(parts: Pick<Parts, 'store' | 'clock'>, revisionId: string): Promise<ShownMedia> {
  const programme = await publishedProgramme(parts, { revisionId });
  return programmeMedia(programme, () => loadPosters(parts, revisionId));
}

/** A card or a statement: what stands in the timeline in one piece. */
interface Piece {
  itemId: string;
  mediaSet: MediaSet;
  title: string;
  /** A statement and the card before it are one. */
  chapter: string;
}

function programmeMedia(
  programme: Omit<DraftProgramme, 'mark'>,
  load: () => Promise<ReadonlyMap<number, string>>,
): ShownMedia {
  const { reviewId, opening, stateName, items } = programme;
  const captions = items.flatMap(({ statementId, captions }) =>
    captions.map((one) => ({ ...one, itemId: statementId })),
  );
  const shown = items.flatMap(({ statementId, mediaSet }) =>
    mediaSet === null ? [] : [{ itemId: statementId, mediaSet }],
  );
  if (shown.length === 0) throw new Problem('not_found');
  const pieces: Piece[] = [];
  if (opening !== null)
    pieces.push({ itemId: 'opening', mediaSet: opening, title: stateName, chapter: 'opening' });
  for (const { statementId, mediaSet, card, organisationName, speakerName } of items) {
    const title = speakerName === null ? organisationName : `${organisationName} · ${speakerName}`;
    const own = { title, chapter: statementId };
    if (card !== null) pieces.push({ itemId: `card.${statementId}`, mediaSet: card, ...own });
    if (mediaSet !== null) pieces.push({ itemId: statementId, mediaSet, ...own });
  }
  const posters = new BrieflyKept<ReadonlyMap<number, string>>({ keepMs: POSTERS_KEPT_MS, most: 1 });
  const timeline = programmeTimeline(pieces);
  const known = new Map<string, ShownMedia>();
  const alone = (statementId: string): ShownMedia | null => {
    const item = items.find((one) => one.statementId === statementId && one.mediaSet !== null);
    if (item === undefined) return null;
    const made =
      known.get(statementId) ??
      programmeMedia(
        { ...programme, opening: null, items: [{ ...item, card: null }] },
        async () => new Map([...(await load())].filter(([position]) => position === item.position)),
      );
    known.set(statementId, made);
    return made;
  };
  return {
    reviewId,
    timeline,
    type: 'vod',
    posters: () => posters.get('', load),
    beside: pieces.map(({ mediaSet }) => besideOf(mediaSet)),
    master: masterOf(shown),
    captions: placeCaptions(timeline, captions),
    chapters: itemChapters(timeline, new Map(pieces.map((piece) => [piece.itemId, piece]))),
    onlyStatementId: shown.length === 1 ? (shown[0]?.itemId ?? null) : null,
    alone,
    playlists: new Map(),
  };
}

async function loadPosters(
  parts: Pick<Parts, 'store' | 'clock'>,
  revisionId: string,
): Promise<ReadonlyMap<number, string>> {
  return postersOf((await publishedProgramme(parts, { revisionId })).items);
}

function postersOf(items: PublishedProgramme['items']): ReadonlyMap<number, string> {
  return new Map(
    items.flatMap(({ position, mediaSet }): [number, string][] =>
      mediaSet === null || mediaSet.poster === null ? [] : [[position, mediaSet.root + mediaSet.poster]],
    ),
  );
}

function besideOf({ root, storyboard, peaks }: MediaSet): BesideItem {
  return {
    storyboard,
    sheets: storyboard?.sheets.map(({ name }) => root + name) ?? [],
    peaks: peaks === undefined ? null : root + peaks.name,
  };
}

export function masterOf(shown: readonly { itemId: string; mediaSet: MediaSet }[]): ShownMedia['master'] {
  const [only, another] = shown;
  if (another !== undefined || only?.mediaSet.master === undefined) return null;
  const { root, master } = only.mediaSet;
  return { key: root + master.name, bytes: master.bytes, sha256: master.sha256, statementId: only.itemId };
}

async function loadSet({ store }: Pick<Parts, 'store'>, mediaSetId: string): Promise<ShownMedia> {
  const set = await store.mediaSets.get(mediaSetId);
  const statement = set && (await store.statements.byId(set.statementId));
  if (!set || !statement || statement.state === 'withdrawn') throw new Problem('not_found');
  const { manifest } = set;
  const posters = new Map(manifest.poster === null ? [] : [[0, manifest.root + manifest.poster]]);
  const timeline = mediaSetTimeline(mediaSetId, manifest);
  const captions = (await captionsOfSet({ store }, { mediaSetId })).map((one) => ({
    ...one,
    itemId: mediaSetId,
  }));
  return {
    reviewId: null,
    timeline,
    type: 'event',
    posters: async () => posters,
    beside: [besideOf(manifest)],
    master: null,
    captions: placeCaptions(timeline, captions),
    chapters: [],
    onlyStatementId: null,
    alone: () => null,
    playlists: new Map(),
  };
}
