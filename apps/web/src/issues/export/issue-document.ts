import {
  AlignmentType,
  Document,
  ExternalHyperlink,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  TextRun,
} from 'docx';
import { type ExportedIssue, type ExportWords, earlierFacts } from './exported-issue.ts';

/** What XML 1.0 cannot hold, and halves of characters. */
const NOT_XML = /(?![\t\n\r])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;
const RTL_LETTER = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;
const BULLETS = 'issues';

/** As a reader's program decides it for text without a direction: by its first letter. */
function isRtl(text: string): boolean {
  const [first = ''] = LETTER.exec(text) ?? [];
  return RTL_LETTER.test(first);
}

const lines = (text: string): string[] => text.replace(NOT_XML, '').split(/\r?\n/);

function runs(text: string, look: { bold?: boolean; italics?: boolean; color?: string } = {}): TextRun[] {
  return lines(text).map(
    (line, at) =>
      new TextRun({ text: line, rightToLeft: isRtl(line), ...look, ...(at > 0 ? { break: 1 } : {}) }),
  );
}

/** A document of Word's: a heading a State and an issue, the texts as paragraphs and lists, ready to be copied. */
export async function toDocx(issues: readonly ExportedIssue[], words: ExportWords): Promise<Blob> {
  const children: Paragraph[] = [heading(words.title, HeadingLevel.TITLE, words)];
  let state: string | null = null;
  for (const issue of issues) {
    if (issue.state !== state) children.push(heading(issue.state, HeadingLevel.HEADING_1, words));
    state = issue.state;
    children.push(...paragraphsOf(issue, words));
  }
  const document = new Document({
    title: words.title,
    creator: 'Rostrum',
    lastModifiedBy: 'Rostrum',
    styles: { default: { document: { run: { font: 'Calibri', size: 22 } } } },
    numbering: {
      config: [
        {
          reference: BULLETS,
          levels: [
            {
              level: 0,
              format: LevelFormat.BULLET,
              text: '•',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { start: 360, hanging: 260 } } },
            },
          ],
        },
      ],
    },
    sections: [{ children }],
  });
  return await Packer.toBlob(document);
}

type Level = (typeof HeadingLevel)[keyof typeof HeadingLevel];

const heading = (text: string, level: Level, { rtl }: ExportWords): Paragraph =>
  new Paragraph({ heading: level, bidirectional: rtl, keepNext: true, children: runs(text) });

function paragraphsOf(issue: ExportedIssue, words: ExportWords): Paragraph[] {
  const { earlier, changed, recommendations, questions, link } = issue;
  const facts = earlierFacts(issue, words);
  const label = (text: string) =>
    new Paragraph({
      bidirectional: words.rtl,
      keepNext: true,
      spacing: { before: 120 },
      children: runs(text, { bold: true }),
    });
  return [
    heading(issue.issue, HeadingLevel.HEADING_2, words),
    new Paragraph({
      bidirectional: words.rtl,
      children: runs(issue.organisation, { color: '555555' }),
    }),
    ...(earlier === null
      ? []
      : [label(facts === '' ? words.earlier : `${words.earlier} (${facts})`), ...texts(earlier)]),
    ...(changed === null ? [] : [label(words.changed), ...texts(changed)]),
    ...(recommendations.length === 0
      ? []
      : [label(words.recommendations), ...recommendations.flatMap((one) => texts(one, { listed: true }))]),
    ...(questions.length === 0
      ? []
      : [label(words.questions), ...questions.flatMap((one) => texts(one, { listed: true }))]),
    ...(link === null
      ? []
      : [
          new Paragraph({
            bidirectional: words.rtl,
            spacing: { before: 120 },
            children: [
              new ExternalHyperlink({
                link,
                children: [new TextRun({ text: words.listen, style: 'Hyperlink', rightToLeft: words.rtl })],
              }),
            ],
          }),
        ]),
  ];
}

function texts(
  { text, english }: { readonly text: string; readonly english: string | null },
  { listed = false } = {},
): Paragraph[] {
  const own = new Paragraph({
    bidirectional: isRtl(text),
    ...(listed ? { numbering: { reference: BULLETS, level: 0 } } : {}),
    children: runs(text),
  });
  if (english === null) return [own];
  return [
    own,
    new Paragraph({
      ...(listed ? { indent: { start: 360 } } : {}),
      children: runs(english, { italics: true }),
    }),
  ];
}
