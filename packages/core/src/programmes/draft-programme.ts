import { createHash } from 'node:crypto';
import { Problem } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import { cardSettings } from '../cards/programme-cards.ts';
import type { Parts } from '../parts.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import { found } from '../sessions/who-may.ts';
import { playAsOne } from './common-renditions.ts';
import { markOf } from './mark-of.ts';
import { type ProgrammePlan, planProgramme } from './plan-programme.ts';
import { drawnCards, plannedCards } from './planned-cards.ts';
import { captionsOf, type PublishedProgramme } from './published-programme.ts';

export interface DraftProgramme
  extends Pick<PublishedProgramme, 'reviewId' | 'opening' | 'stateName' | 'items'> {
  mark: string;
}

/** As it would be published now, for the staff alone: with the cards that are drawn. @throws Problem not_found */
export async function draftProgramme(
  parts: Pick<Parts, 'store' | 'clock' | 'settings'>,
  { reviewId }: { reviewId: string },
): Promise<DraftProgramme> {
  const { store, clock } = parts;
  const review = found(await store.reviews.byId(reviewId));
  const session = found(await store.reviews.session(review.sessionId));
  const programme = found(await store.programmes.ofReview(reviewId));
  const plan = await planProgramme(store, { programme, review, session, now: clock.now() });
  const settings = await cardSettings(parts, programme);
  const names = await store.invitations.shownNames(reviewId);
  const cards = settings && plannedCards(settings, { placed: plan.items, names, review, session });
  const drawn = cards === null ? new Map<string, TitleCardRecord>() : await drawnCards(store, cards);
  const mark = previewMarkOf(plan, markOf(plan, programme), drawn);
  if (mark === null) throw new Problem('not_found');
  const captions = await store.captions.standing(plan.items.flatMap(({ captionIds }) => captionIds));
  return {
    reviewId,
    mark,
    stateName: stateNameIn(review, programme.cards ?? 'en'),
    opening: drawn.get(cards?.opening.shows ?? '')?.manifest ?? null,
    items: plan.items.map(({ statement, organisation, cut, captionIds, obstacle }, position) => {
      const shown = obstacle === null && cut?.mediaSet ? cut : null;
      const own = cards?.places.get(statement.id);
      const card = drawn.get((shown === null ? own?.noStatement : own?.title)?.shows ?? '');
      return {
        position,
        kind: shown === null ? 'card' : 'statement',
        statementId: statement.id,
        mediaSet: shown?.mediaSet ?? null,
        card: card?.manifest ?? null,
        organisationName: organisation.name,
        speakerName: shown === null ? null : (names.get(statement.id) ?? null),
        captions: captionsOf(
          shown,
          captions.filter(({ id }) => captionIds.includes(id)),
        ),
      };
    }),
  };
}

/** Names exactly what a preview shows; null where there is nothing to play. */
export function previewMarkOf(
  plan: ProgrammePlan,
  mark: string,
  drawn: ReadonlyMap<string, TitleCardRecord>,
): string | null {
  const sets = plan.items.flatMap(({ obstacle, cut }) =>
    obstacle === null && cut?.mediaSet ? [cut.mediaSet] : [],
  );
  if (sets.length === 0 || !playAsOne(sets)) return null;
  const of = [mark, ...[...drawn.values()].map(({ id }) => id).sort(), ...sets.map(({ root }) => root)];
  return createHash('sha256').update(JSON.stringify(of)).digest('base64url');
}
