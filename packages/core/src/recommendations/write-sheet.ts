import { type Actor, type IssueCard, type IssueSheet, Problem, searchWords } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { KeptIssue } from '../ports/store/recommendations.ts';
import type { Tx } from '../ports/store.ts';
import { announce } from '../takes/announce.ts';
import { type IssueSheetState, statementFor } from './sheet-of.ts';

export interface WrittenSheet {
  actor: Actor;
  /** Null for a speaker's own. */
  statementId: string | null;
  sheet: IssueSheet;
  /** That was looked at; 0 where there was none. */
  version: number;
  /** Of the speaker's own cards, which the staff took out by mistake and put back: they stay the speaker's own. */
  putBack?: readonly string[];
}

/**
 * All of a statement's issues at once, as a new version. What is published shows the version that it was published
 * with, and of that no card that is gone now. The words are in no log, audit entry or event.
 * @throws Problem not_allowed | not_found | statement_withdrawn | session_takes_no_uploads | outside_take (a moment
 * of another statement's take, or behind its end) | stale
 */
export async function writeIssueSheet(
  parts: Pick<Parts, 'store' | 'clock' | 'events'>,
  { actor, statementId, sheet, version, putBack = [] }: WrittenSheet,
): Promise<IssueSheetState> {
  const { store, clock } = parts;
  return await store.transaction(async (tx) => {
    const place = await statementFor(tx, actor, statementId);
    const { id } = place.statement;
    // Held, so that nothing is written about a statement that is being erased.
    const [statement] = await tx.statements.lock([id]);
    if (statement?.state === 'withdrawn') throw new Problem('statement_withdrawn');
    const bySpeaker = actor.kind === 'speaker';
    if (bySpeaker && !place.session.acceptsUploads) throw new Problem('session_takes_no_uploads');
    await mustBeOfOwnTakes(tx, id, sheet.cards);
    const written = {
      statementId: id,
      language: sheet.language,
      writtenBy: bySpeaker
        ? { kind: 'speaker' as const, id: actor.invitationId }
        : { kind: 'staff' as const, id: 'userId' in actor ? actor.userId : '' },
      writtenAt: clock.now(),
    };
    const before = await tx.recommendations.sheet(id);
    const cards = sheet.cards.map((card): KeptIssue => {
      const known = before?.cards.find((one) => one.id === card.id);
      const ours = known === undefined ? !bySpeaker && !putBack.includes(card.id) : known.addedBy === 'staff';
      return ours ? { ...card, addedBy: 'staff' } : card;
    });
    const found = cards.map((card) => ({ ...card, words: wordsOf(card) }));
    if (!(await tx.recommendations.put({ ...written, cards: found }, version))) throw new Problem('stale');
    await tx.audit({
      action: 'statement.recommendations_written',
      actor,
      subject: { kind: 'statement', id },
      payload: {
        version: version + 1,
        issues: cards.length,
        recommendations: sum(cards, ({ recommendations }) => recommendations.length),
        questions: sum(cards, ({ questions }) => questions.length),
      },
    });
    tx.afterCommit(() => announce(parts, place, 'recommendations'));
    return {
      sheet: { ...written, version: version + 1, cards },
      shownVersion: await tx.recommendations.shownVersion(id),
    };
  });
}

async function mustBeOfOwnTakes(
  tx: Pick<Tx, 'takes'>,
  statementId: string,
  cards: readonly IssueCard[],
): Promise<void> {
  for (const { moment } of cards) {
    if (moment === null) continue;
    const take = await tx.takes.get(moment.takeId);
    const within = take?.statementId === statementId && moment.ms <= (take.measuredMs ?? 0);
    if (!within) throw new Problem('outside_take');
  }
}

function wordsOf({ title, earlier, changed, recommendations, questions }: IssueCard): string[] {
  const texts = [earlier, changed, ...recommendations, ...questions];
  return searchWords(title, ...texts.flatMap((one) => (one === null ? [] : [one.text, one.english])));
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
