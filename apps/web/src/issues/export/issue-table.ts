import type { ExportedIssue, ExportWords } from './exported-issue.ts';

/** A line for every text, so that a sheet can be sorted and filtered; its first line names the columns. */
export function issueTable(issues: readonly ExportedIssue[], words: ExportWords): string[][] {
  const head = [
    words.code,
    words.state,
    words.organisation,
    words.issue,
    words.kind,
    words.text,
    words.english,
    words.language,
    words.cycle,
    words.by,
    words.response,
    words.link,
  ];
  return [head, ...issues.flatMap((issue) => linesOf(issue, words))];
}

function linesOf(issue: ExportedIssue, words: ExportWords): string[][] {
  const { stateCode, state, organisation, language, earlier, changed, recommendations, questions } = issue;
  const line = (
    kind: string,
    { text, english }: { text: string; english: string | null },
    of: readonly string[] = ['', '', ''],
  ) => [
    ...[stateCode, state, organisation, issue.issue, kind],
    ...[text, english ?? '', language, ...of, issue.link ?? ''],
  ];
  const before = earlier && [
    earlier.cycle === null ? '' : String(earlier.cycle),
    earlier.by ?? '',
    earlier.response === null ? '' : words[earlier.response],
  ];
  const lines = [
    ...(earlier && before ? [line(words.earlier, earlier, before)] : []),
    ...(changed === null ? [] : [line(words.changed, changed)]),
    ...recommendations.map((one) => line(words.recommendation, one)),
    ...questions.map((one) => line(words.question, one)),
  ];
  // What is about to be written is in the list, too.
  return lines.length > 0 ? lines : [line('', { text: '', english: null })];
}
