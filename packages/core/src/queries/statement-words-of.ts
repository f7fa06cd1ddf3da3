import { type Actor, type CaptionOrigin, coversWriting, Problem, screenedSoFar } from '@rostrum/domain';
import type { ShownCaptions } from '../captions/shown-captions.ts';
import { showsWrongly } from '../cards/statement-card.ts';
import type { Parts } from '../parts.ts';
import type { RevisionWithItems } from '../ports/store/programmes.ts';
import type { WrittenTextRecord } from '../ports/store/written-texts.ts';
import { captionsOf, standingOfRevision } from '../programmes/published-programme.ts';
import { keepsProgramme, type ScreeningStanding } from '../screenings/screening-standing.ts';
import { found } from '../sessions/who-may.ts';
import { writtenTextOfRevision } from '../written/written-text-of.ts';
import { shownTo } from './watch-of.ts';

/** What is read beside a statement while it plays. */
export interface StatementWords {
  /** By language; in the statement's own time as it is shown, without the card before it. */
  captions: (ShownCaptions & {
    origin: CaptionOrigin;
    /** One of the staff read it against the video. */
    checked: boolean;
  })[];
  /** As it was handed in in writing, by language. */
  written: WrittenTextRecord[];
}

export interface WordsAsked {
  /** Null for whoever has no link. */
  actor: Actor | null;
  reviewId: string;
  statementId: string;
  /** What stands of a screening of that programme. */
  screening: ScreeningStanding | null;
  /** So much ahead of where everybody is, captions are sent at a screening: as players get them. */
  aheadMs: number;
}

/** A whole audience asks for the same within the same seconds: it may be read once for all of them. */
export type KeepWords = (key: string, load: () => Promise<StatementWords>) => Promise<StatementWords>;

/**
 * Bound as the video is: whoever may not watch the statement now is told that it is not there. Until a screening is
 * over, of its captions there is what everybody was shown, and of the text in writing nothing before it was played
 * to its end.
 * @throws Problem not_allowed | not_found
 */
export async function statementWordsOf(
  parts: Pick<Parts, 'store' | 'clock'>,
  { actor, reviewId, statementId, screening, aheadMs }: WordsAsked,
  keep: KeepWords = (_key, load) => load(),
): Promise<StatementWords> {
  const { clock } = parts;
  // Who may watch is asked for everybody by themselves.
  const published = found((await shownTo(parts, actor, reviewId)).published);
  const linked = actor !== null;
  const words = await keep(`${published.id}/${statementId}/${linked}`, () =>
    loadWords(parts, { published, reviewId, statementId, linked }),
  );
  if (screening === null || !keepsProgramme(screening, clock.now())) return words;
  return soFar(words, { statementId, screening, aheadMs, nowMs: clock.now().getTime() });
}

interface WordsShown extends Pick<WordsAsked, 'reviewId' | 'statementId'> {
  published: RevisionWithItems;
  linked: boolean;
}

async function loadWords(
  parts: Pick<Parts, 'store' | 'clock'>,
  { published, reviewId, statementId, linked }: WordsShown,
): Promise<StatementWords> {
  const { store } = parts;
  const item = published.items.find((one) => one.kind === 'statement' && one.statementId === statementId);
  const { cutId, captionIds } = found(item ?? null);
  const standing = await standingOfRevision(parts, { revisionId: published.id });
  if (standing.barred.includes(statementId)) throw new Problem('not_found');
  const kept = captionIds.filter((id) => standing.captionIds.includes(id));
  const [[cut], context, names, records, written] = await Promise.all([
    store.programmes.media([found(cutId)]),
    store.statements.context(statementId),
    store.invitations.shownNames(reviewId),
    store.captions.standing(kept),
    writtenTextOfRevision(store, { ...published, items: item ? [item] : [] }),
  ]);
  const set = found(cut?.mediaSet ?? null);
  const place = found(context);
  // Its picture says a name by which the speaker does not appear any more: until another is drawn, nothing is shown.
  if (showsWrongly(set, place, names.get(statementId) ?? null)) throw new Problem('not_found');
  const captions = records
    .flatMap((record) =>
      captionsOf(cut ?? null, [record]).map((one) => ({
        ...one,
        origin: record.origin,
        checked: record.checked !== null,
      })),
    )
    .filter(({ cues }) => cues.length > 0)
    .sort((a, b) => (a.language < b.language ? -1 : 1));
  const agreed = coversWriting({ textVersion: place.invitation.consentTextVersion });
  return { captions, written: linked || agreed ? written : [] };
}

function soFar(
  { captions, written }: StatementWords,
  {
    statementId,
    screening,
    aheadMs,
    nowMs,
  }: Pick<WordsAsked, 'statementId' | 'aheadMs'> & { screening: ScreeningStanding; nowMs: number },
): StatementWords {
  const shown = screenedSoFar(screening.clock, nowMs);
  const item = screening.items.find((one) => one.statementId === statementId);
  if (shown === null || item === undefined) return { captions: [], written: [] };
  const beginsMs = item.startMs + item.cardMs;
  const endsMs = item.startMs + item.lengthMs;
  return {
    captions: captions.map((one) => ({
      ...one,
      cues: one.cues.filter(
        ({ startMs, endMs }) => beginsMs + endMs > shown.fromMs && beginsMs + startMs < shown.toMs + aheadMs,
      ),
    })),
    written: shown.fromMs <= beginsMs && shown.toMs >= endsMs ? written : [],
  };
}
