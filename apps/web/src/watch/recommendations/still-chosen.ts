import type { WatchIssue } from './use-search.ts';

export type Chosen = ReadonlyMap<string, WatchIssue>;

/** Of two statements a card may have the same id: pages make them. */
export const keyOf = ({ statementId, id }: Pick<WatchIssue, 'statementId' | 'id'>) => `${statementId}/${id}`;

export const reviewsOf = (chosen: Chosen): string[] => [
  ...new Set([...chosen.values()].map(({ review }) => review.id)),
];

/**
 * What was chosen, as it stands by now in the programmes that were asked: what is gone from them is chosen no more.
 * @param standing all that is shown of each; what was chosen of another meanwhile stays as it is
 */
export function stillChosen(chosen: Chosen, standing: ReadonlyMap<string, readonly WatchIssue[]>): Chosen {
  const now = new Map([...standing.values()].flat().map((issue) => [keyOf(issue), issue]));
  return new Map(
    [...chosen].flatMap(([key, issue]) => {
      const found = standing.has(issue.review.id) ? now.get(key) : issue;
      return found === undefined ? [] : [[key, found] as const];
    }),
  );
}
