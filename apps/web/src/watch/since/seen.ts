/**
 * What was published when somebody was here last: ids and numbers of this session's programmes, on this device alone
 * and of nobody in particular. What it is compared with stays the same for as long as the tab is open.
 */
export interface SeenProgramme {
  /** Of the revision; null where nothing was published. */
  readonly number: number | null;
  /** The cut by statement, null for a card; null where the programme was not opened. */
  readonly items: Readonly<Record<string, string | null>> | null;
}
export type Seen = Readonly<Record<string, SeenProgramme>>;
export type Since = 'new' | 'changed' | 'gone';

/** Of the home: which programmes there are. */
export interface NowPublished {
  readonly reviewId: string;
  readonly number: number | null;
}

export interface NowShown {
  readonly number: number;
  readonly items: readonly { readonly statementId: string; readonly cutId: string | null }[];
}

/** Kept beside the programmes once the home was seen: else whatever was not opened would be new on the first look at it. */
const HOME = 'home';

/** What to keep once the home was seen. A first visit finds nothing new; after that a programme that was not opened stays new or changed until it is. */
export function afterHome(seen: Seen | null, visit: Seen | null, now: readonly NowPublished[]): Seen {
  const first = visit?.[HOME] === undefined;
  const entries = now.map(({ reviewId, number }): [string, SeenProgramme] => {
    const before = seen?.[reviewId];
    if (before === undefined && first) return [reviewId, { number, items: null }];
    if (before === undefined || number === null) return [reviewId, { number: null, items: null }];
    return [reviewId, before];
  });
  return { ...seen, [HOME]: { number: null, items: null }, ...Object.fromEntries(entries) };
}

/** @param seen as it stands; @param visit as it stood when this tab came; null on a first visit */
export function sinceOnHome(
  seen: Seen | null,
  visit: Seen | null,
  now: readonly NowPublished[],
): ReadonlyMap<string, Since> {
  const marks = new Map<string, Since>();
  if (visit === null) return marks;
  const first = visit[HOME] === undefined;
  for (const { reviewId, number } of now) {
    if (first && visit[reviewId] === undefined) continue;
    if (number === null) {
      const was = visit[reviewId]?.number ?? null;
      if (was !== null) marks.set(reviewId, 'gone');
      continue;
    }
    const before = seen?.[reviewId]?.number ?? null;
    if (before === null) marks.set(reviewId, 'new');
    else if (before !== number) marks.set(reviewId, 'changed');
  }
  return marks;
}

export function afterProgramme(seen: Seen | null, reviewId: string, { number, items }: NowShown): Seen {
  const kept = Object.fromEntries(items.map(({ statementId, cutId }) => [statementId, cutId]));
  return { ...seen, [reviewId]: { number, items: kept } };
}

export interface SinceInProgramme {
  /** By statement. */
  readonly marks: ReadonlyMap<string, Since>;
  /** Statements that had a place then and have none now. */
  readonly lost: number;
  /** It is another revision, of the same statements: their order, captions or texts are others. */
  readonly otherwise: boolean;
}

const NOTHING: SinceInProgramme = { marks: new Map(), lost: 0, otherwise: false };

export function sinceInProgramme(visit: Seen | null, reviewId: string, now: NowShown): SinceInProgramme {
  const before = visit?.[reviewId]?.items ?? null;
  if (before === null) return NOTHING;
  const marks = new Map<string, Since>();
  for (const { statementId, cutId } of now.items) {
    const was = before[statementId] ?? null;
    if (was === cutId) continue;
    marks.set(statementId, was === null ? 'new' : cutId === null ? 'gone' : 'changed');
  }
  const here = new Set(now.items.map(({ statementId }) => statementId));
  const lost = Object.entries(before).filter(([id, cut]) => cut !== null && !here.has(id)).length;
  const otherwise = marks.size === 0 && lost === 0 && visit?.[reviewId]?.number !== now.number;
  return { marks, lost, otherwise };
}

/** What another version kept, or another hand wrote, is nothing. */
export function seenFrom(text: string | null): Seen | null {
  try {
    const kept: unknown = JSON.parse(text ?? '');
    if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null;
    const entries = Object.entries(kept);
    return entries.every(([, one]) => isSeenProgramme(one)) ? Object.fromEntries(entries) : null;
  } catch {
    return null;
  }
}

function isSeenProgramme(given: unknown): given is SeenProgramme {
  if (typeof given !== 'object' || given === null) return false;
  const { number, items }: { number?: unknown; items?: unknown } = given;
  if (number !== null && typeof number !== 'number') return false;
  if (items === null) return true;
  if (typeof items !== 'object') return false;
  return Object.values(items ?? {}).every((cut) => cut === null || typeof cut === 'string');
}
