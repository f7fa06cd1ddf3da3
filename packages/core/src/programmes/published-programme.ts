import { type Audience, type MediaSet, narrowest, type ProgrammeRevisionState } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import { type ShownCaptions, shownCaptions } from '../captions/shown-captions.ts';
import { cardsOf, shownCard } from '../cards/revision-cards.ts';
import { showsWrongly } from '../cards/statement-card.ts';
import type { Parts } from '../parts.ts';
import type { CaptionsRecord } from '../ports/store/captions.ts';
import type { CutMedia } from '../ports/store/programmes.ts';
import { found } from '../sessions/who-may.ts';

/** What may change under a revision: ask at every request, it is one query. */
export interface RevisionStanding {
  revisionId: string;
  reviewId: string;
  sessionId: string;
  state: ProgrammeRevisionState;
  epoch: number;
  /** The programme's own, the revision's or the narrowest consent of what is shown, whichever is narrowest. */
  audience: Audience;
  /** Statements that may be shown no more, although the revision names them. */
  barred: string[];
  /** The captions that are shown in it; those that were removed since are not. */
  captionIds: string[];
}

export interface PublishedProgramme extends RevisionStanding {
  /** Of the card that opens it; null where there is none. */
  opening: MediaSet | null;
  /** The State's name, in the language of its cards. */
  stateName: string;
  items: {
    position: number;
    kind: 'statement' | 'card';
    statementId: string;
    /** Null for a card, and for what may be shown no more. */
    mediaSet: MediaSet | null;
    /** The card before it, or in its place; null where there is none. */
    card: MediaSet | null;
    /** As the programme's list of speakers names it. */
    organisationName: string;
    /** Of whoever is shown and chose to appear by name; the organisation's name is everybody's. */
    speakerName: string | null;
    captions: ShownCaptions[];
  }[];
}

/** @throws Problem not_found */
export async function standingOfRevision(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { revisionId }: { revisionId: string },
): Promise<RevisionStanding> {
  const { audiences, ...standing } = found(await store.programmes.standing(revisionId, clock.now()));
  return { ...standing, audience: narrowest(audiences) };
}

/** For the media gateway: a revision with the manifests of what it shows. @throws Problem not_found */
export async function publishedProgramme(
  parts: Pick<Parts, 'store' | 'clock'>,
  { revisionId }: { revisionId: string },
): Promise<PublishedProgramme> {
  const { store } = parts;
  const standing = await standingOfRevision(parts, { revisionId });
  const revision = found(await store.programmes.revision(revisionId));
  const cutIds = revision.items.flatMap(({ cutId }) => (cutId === null ? [] : [cutId]));
  const [media, captions, placed, speakers, cards, review, programme] = await Promise.all([
    store.programmes.media(cutIds),
    store.captions.standing(standing.captionIds),
    store.statements.ofReview(standing.reviewId),
    store.invitations.shownNames(standing.reviewId),
    cardsOf(store, revision),
    store.reviews.byId(standing.reviewId),
    store.programmes.byId(revision.programmeId),
  ]);
  const cuts = new Map(media.map((cut) => [cut.cutId, cut]));
  const places = new Map(placed.map((place) => [place.statement.id, place]));
  const barred = new Set(standing.barred);
  return {
    ...standing,
    opening: cards.get(revision.openingCardId ?? '')?.manifest ?? null,
    stateName: stateNameIn(found(review), programme?.cards ?? 'en'),
    items: revision.items.map((item) => {
      const { position, kind, statementId, cutId, captionIds } = item;
      const shown = kind === 'statement' && cutId !== null && !barred.has(statementId);
      const cut = shown ? (cuts.get(cutId) ?? null) : null;
      const speakerName = speakers.get(statementId) ?? null;
      const place = places.get(statementId);
      const set = cut?.mediaSet ?? null;
      // Until its card is drawn anew, which follows every change of the name and of the portrait.
      const wrong = set === null || place === undefined || showsWrongly(set, place, speakerName);
      const mediaSet = wrong ? null : set;
      const organisationName = place?.organisation.name ?? '';
      // Before what may be shown no more stands nothing either, until the next revision has a card in its place.
      const hasCard = kind === 'card' || mediaSet !== null;
      return {
        position,
        kind: mediaSet === null ? 'card' : 'statement',
        statementId,
        mediaSet,
        card: hasCard ? shownCard(cards, revision, item, { organisationName, speakerName }) : null,
        organisationName,
        speakerName: mediaSet === null ? null : speakerName,
        captions: captionsOf(
          cut,
          captions.filter(({ id }) => captionIds.includes(id)),
        ),
      };
    }),
  };
}

export function captionsOf(cut: CutMedia | null, records: readonly CaptionsRecord[]): ShownCaptions[] {
  if (cut === null || cut.mediaSet === null || cut.takeMs === null) return [];
  // What was kept with another take's cut is not of this one.
  const own = records.filter(({ takeId }) => takeId === cut.takeId);
  return shownCaptions(own, {
    edit: cut.edit,
    takeMs: cut.takeMs,
    rate: cut.mediaSet.rate,
    onlySilence: cut.removesOnlySilence === true,
  });
}
