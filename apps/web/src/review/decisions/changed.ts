import type { Answer, Question } from '../checklist/use-checklist.ts';
import type { RemarkKind } from '../remarks/use-remarks.ts';
import type { Detail } from '../studio/types.ts';

/** What another person or the pipeline did between two looks. */
export type Changed =
  | { readonly what: 'state'; readonly state: Detail['statement']['state'] }
  | { readonly what: 'take'; readonly number: number }
  | { readonly what: 'takeReady'; readonly number: number }
  | {
      readonly what: 'cut';
      readonly number: number;
      readonly revision: number;
      readonly by: 'speaker' | 'staff' | 'pipeline';
    }
  | { readonly what: 'decision'; readonly kind: Detail['decisions'][number]['kind']; readonly by: string }
  | { readonly what: 'undone'; readonly kind: Detail['decisions'][number]['kind'] }
  | { readonly what: 'answer'; readonly answer: 'yes' | 'no' }
  | { readonly what: 'programme'; readonly inProgramme: boolean }
  | { readonly what: 'turned'; readonly number: number }
  | { readonly what: 'note' | 'comment'; readonly by: string }
  | {
      readonly what: 'answered';
      readonly by: string;
      readonly question: Pick<Question, 'id' | 'text'>;
      readonly said: Answer;
    }
  | {
      readonly what: 'settled' | 'removed';
      readonly kind: RemarkKind;
      readonly by: string;
      /** Where in its take; null about the whole. */
      readonly atMs: number | null;
    }
  | { readonly what: 'reopened'; readonly kind: RemarkKind; readonly atMs: number | null }
  | { readonly what: 'unanswered'; readonly question: Pick<Question, 'id' | 'text'> }
  | { readonly what: 'other' };

/** A take that arrives while an older one is being reviewed leaves the version as it is. */
export function newTakes(before: Detail, now: Detail): Changed[] {
  return now.takes
    .filter(({ id }) => !before.takes.some((one) => one.id === id))
    .map(({ number }) => ({ what: 'take', number }));
}

/** Never empty when the versions differ: then at least something else changed. */
export function whatChanged(before: Detail, now: Detail): Changed[] {
  const found: Changed[] = [];
  if (before.statement.state !== now.statement.state)
    found.push({ what: 'state', state: now.statement.state });
  for (const take of now.takes) {
    const earlier = before.takes.find((one) => one.id === take.id);
    if (!earlier) found.push({ what: 'take', number: take.number });
    else if (earlier.state !== 'ready' && take.state === 'ready') {
      found.push({ what: 'takeReady', number: take.number });
    }
    if (earlier && earlier.turned !== take.turned) found.push({ what: 'turned', number: take.number });
    for (const cut of take.cuts) {
      if (earlier?.cuts.some((one) => one.id === cut.id)) continue;
      if (cut.madeBy === 'pipeline') continue;
      found.push({ what: 'cut', number: take.number, revision: cut.revision, by: cut.madeBy });
    }
  }
  for (const decision of now.decisions) {
    const earlier = before.decisions.find((one) => one.id === decision.id);
    if (!earlier) found.push({ what: 'decision', kind: decision.kind, by: decision.decidedBy });
    else {
      if (!earlier.undoneAt && decision.undoneAt) found.push({ what: 'undone', kind: decision.kind });
      if (!earlier.answer && decision.answer) found.push({ what: 'answer', answer: decision.answer });
    }
  }
  if ((before.inProgramme === null) !== (now.inProgramme === null)) {
    found.push({ what: 'programme', inProgramme: now.inProgramme !== null });
  }
  return found.length === 0 && before.statement.version !== now.statement.version
    ? [{ what: 'other' }]
    : found;
}
