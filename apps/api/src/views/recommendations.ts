import type { IssueSheetView, WatchIssue } from '@rostrum/contract';
import type { IssueSheetState, ShownIssue } from '@rostrum/core';
import { languageDirection } from '@rostrum/domain';
import type { z } from 'zod';
import { instant } from './common.ts';

export function issueSheetView({ sheet, shownVersion }: IssueSheetState): z.output<typeof IssueSheetView> {
  return {
    version: sheet?.version ?? 0,
    language: sheet?.language ?? null,
    writtenBy: sheet?.writtenBy.kind ?? null,
    writtenAt: instant(sheet?.writtenAt ?? null),
    shownVersion,
    cards: sheet?.cards ?? [],
  };
}

/** What a speaker ticked for themselves is left out. */
export function watchIssue(shown: ShownIssue): z.output<typeof WatchIssue> {
  const { statementId, language, review, organisation, atMs, card } = shown;
  const { id, theme, title, earlier, changed, questions } = card;
  return {
    id,
    statementId,
    review: stateOf(review),
    organisation,
    language,
    direction: languageDirection(language),
    theme,
    title,
    earlier,
    changed,
    recommendations: card.recommendations.map(({ text, english }) => ({ text, english })),
    questions,
    atMs,
  };
}

export function stateOf<T extends { id: string; stateCode: string; stateName: string }>({
  id,
  stateCode,
  stateName,
}: T) {
  return { id, stateCode, stateName };
}
