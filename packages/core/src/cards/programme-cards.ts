import { type Card, type CardLanguage, cardMs, PROFILE_VERSION, wallClock } from '@rostrum/domain';
import { stateNameIn } from '@rostrum/domain/state-names';
import type { Parts } from '../parts.ts';
import type { ProgrammeRecord } from '../ports/store/programmes.ts';
import type { ReviewRecord, SessionRecord } from '../ports/store/reviews.ts';
import type { PlacedStatement } from '../ports/store/statements.ts';
import type { TitleCardRecord } from '../ports/store/title-cards.ts';
import type { Repositories } from '../ports/store.ts';
import { settingOf } from '../settings/settings.ts';
import { mark } from './mark.ts';

/** A card that a programme wants, drawn or not. */
export interface WantedCard
  extends Pick<TitleCardRecord, 'statementId' | 'shows' | 'facts' | 'names' | 'lengthMs'> {
  card: Card;
}

export interface CardSettings {
  language: CardLanguage;
  titleMs: number;
  noStatementMs: number;
}

type Owner = Pick<PlacedStatement, 'statement' | 'organisation'>;
interface Place {
  review: ReviewRecord;
  session: SessionRecord;
}

/** How a programme's cards are to be; null for a programme without. */
export async function cardSettings(
  parts: Pick<Parts, 'settings'> & { store: Pick<Repositories, 'settings'> },
  { cards }: Pick<ProgrammeRecord, 'cards'>,
): Promise<CardSettings | null> {
  if (cards === null) return null;
  return {
    language: cards,
    titleMs: cardMs(await settingOf(parts, 'cards.titleMs')),
    noStatementMs: cardMs(await settingOf(parts, 'cards.noStatementMs')),
  };
}

/** Before the first of a State's programme: its name, the session, and the day in the session's own zone. */
export function openingCard({ review, session }: Place, { language, titleMs }: CardSettings): WantedCard {
  const card: Card = {
    ...headOf({ review, session }, language),
    organisation: null,
    speaker: null,
    note: null,
    ...(review.presessionAt === null
      ? {}
      : { date: wallClock(review.presessionAt, session.timeZone).slice(0, 10) }),
  };
  return wanted(null, card, titleMs);
}

/** Before a statement. It names its speaker as they appear now, and is that statement's own then. */
export function titleCard(
  { statement, organisation, ...place }: Owner & Place,
  speakerName: string | null,
  { language, titleMs }: CardSettings,
): WantedCard {
  const card: Card = {
    ...headOf(place, language),
    organisation: organisation.name,
    speaker: speakerName,
    note: null,
  };
  return wanted(speakerName === null ? null : statement.id, card, titleMs);
}

/** In the place of a statement that is not there: of the organisation alone. */
export function noStatementCard(
  { organisation, ...place }: Pick<Owner, 'organisation'> & Place,
  { language, noStatementMs }: Pick<CardSettings, 'language' | 'noStatementMs'>,
): WantedCard {
  const card: Card = {
    ...headOf(place, language),
    organisation: organisation.name,
    speaker: null,
    note: 'no_statement',
  };
  return wanted(null, card, noStatementMs);
}

/**
 * Does a card name everybody as they are named now? One that names nobody besides the organisation is right
 * whatever its speaker chose.
 */
export function namesRightly(
  card: Pick<TitleCardRecord, 'statementId' | 'names'>,
  { organisationName, speakerName }: { organisationName: string; speakerName: string | null },
): boolean {
  if (card.statementId === null) return card.names === namesOf(null, organisationName, null);
  return speakerName !== null && card.names === namesOf(card.statementId, organisationName, speakerName);
}

function headOf({ review, session }: Place, language: CardLanguage) {
  return { language, session: session.number, state: stateNameIn(review, language) };
}

function wanted(statementId: string | null, card: Card, lengthMs: number): WantedCard {
  const words = JSON.stringify(card);
  const scope = statementId ?? '';
  return {
    statementId,
    card,
    lengthMs,
    shows: mark(scope, words, String(lengthMs), String(PROFILE_VERSION)),
    facts: mark(scope, words),
    names: namesOf(statementId, card.organisation ?? '', card.speaker),
  };
}

function namesOf(statementId: string | null, organisationName: string, speakerName: string | null): string {
  return mark(statementId ?? '', organisationName, speakerName ?? '');
}
