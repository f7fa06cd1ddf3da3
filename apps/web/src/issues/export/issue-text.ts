import { type ExportedIssue, type ExportWords, earlierFacts } from './exported-issue.ts';

type Both = { readonly text: string; readonly english: string | null };
const both = ({ text, english }: Both) => (english === null ? [text] : [text, `(${english})`]);

/** A card as plain text, to be pasted into a mail or a form. */
export function issueText(issue: ExportedIssue, words: ExportWords): string {
  const facts = earlierFacts(issue, words);
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[title, ...lines].join('\n')];
  return [
    `${issue.state} — ${issue.organisation}\n${issue.issue}`,
    ...(issue.earlier === null
      ? []
      : part(facts === '' ? words.earlier : `${words.earlier} (${facts})`, both(issue.earlier))),
    ...(issue.changed === null ? [] : part(words.changed, both(issue.changed))),
    ...part(
      words.recommendations,
      issue.recommendations.flatMap((one) => [`• ${both(one).join('\n  ')}`]),
    ),
    ...part(
      words.questions,
      issue.questions.flatMap((one) => [`• ${both(one).join('\n  ')}`]),
    ),
    ...(issue.link === null ? [] : [issue.link]),
  ].join('\n\n');
}
