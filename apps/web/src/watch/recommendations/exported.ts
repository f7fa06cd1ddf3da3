import { exportWords } from '../../issues/export/export-words.ts';
import type { ExportedIssue } from '../../issues/export/exported-issue.ts';
import { issueName, type Theme } from '../../issues/themes.ts';
import type { Words } from '../../kit/i18n/words.tsx';
import { publicAddress, statementAddress } from '../router.tsx';
import type { IssueKey } from './issue-words.tsx';
import type { WatchIssue } from './use-search.ts';

export interface Naming {
  readonly themes: readonly Theme[];
  readonly language: string;
  readonly stateName: (state: WatchIssue['review']) => string;
  /** The States' names by their codes, once they are here. */
  readonly names: Readonly<Record<string, string>>;
  /** Whoever reads it has no link: neither has whoever it is handed on to. */
  readonly anybody?: boolean;
}

/** The programme, where the speaker comes to it. */
export function momentAddress({ review, statementId, atMs }: WatchIssue): string {
  const address = statementAddress(review.id, statementId);
  return atMs === null ? address : `${address}?at=${atMs}`;
}

/** A card with every name as the reader reads it. */
export function exported(
  issue: WatchIssue,
  { themes, language, stateName, names, anybody = false }: Naming,
): ExportedIssue {
  const { review, organisation, earlier } = issue;
  return {
    stateCode: review.stateCode,
    state: stateName(review),
    organisation: organisation.name,
    language: issue.language,
    // Direction marks are for pages: in a file they would be seen by whoever searches it.
    issue: issueName(issue, { themes, language }).replace(/[\u2068\u2069]/g, ''),
    earlier: earlier && {
      cycle: earlier.cycle,
      by: earlier.stateCode && (names[earlier.stateCode] ?? earlier.stateCode),
      response: earlier.response,
      text: earlier.text,
      english: earlier.english,
    },
    changed: issue.changed,
    recommendations: issue.recommendations,
    questions: issue.questions,
    link: new URL(anybody ? publicAddress(review.id) : momentAddress(issue), location.href).href,
  };
}

export const wordsOfExport = ({ t, direction }: Pick<Words<IssueKey>, 't' | 'direction'>) =>
  exportWords((key) => t(key === 'text' ? 'watch.issues.textColumn' : `watch.issues.${key}`), {
    title: t('watch.issues.title'),
    rtl: direction === 'rtl',
  });
