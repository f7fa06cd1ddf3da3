import { RULES } from '../conformance.ts';
import { NOT_FOLLOWED } from './not-followed.ts';

const HEADINGS: Record<keyof typeof RULES, string> = {
  text: 'Any playlist',
  media: 'Media playlists',
  entry: 'Multivariant playlists',
  track: 'Files of one rendition',
  presentation: 'Renditions against each other, and against what is said of them',
  update: 'A playlist and its later versions',
};

const row = (cells: readonly string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** docs/hls-rules.md, from the table. */
export function rulesDocument(): string {
  const parts = [
    '# HLS rules',
    '',
    'What leaves for players is held against RFC 8216, Apple’s HLS authoring specification for its devices (cited by heading, because its numbers change with every edition) and a few rules of our own. This page is written from the table in `packages/hls/src/conformance`; a test says when it is not current. Each rule is tried on an input that breaks it, and all of them on what the gateway serves: a take while it grows and when it is whole, and a programme of eleven takes of all kinds.',
  ];
  for (const [subject, rules] of Object.entries(RULES)) {
    const heading = Object.entries(HEADINGS).find(([key]) => key === subject)?.[1] ?? subject;
    parts.push(
      '',
      `## ${heading}`,
      '',
      row(['rule', 'source', '', 'what']),
      row(['---', '---', '---', '---']),
    );
    for (const { id, source, level, what } of rules) parts.push(row([`\`${id}\``, source, level, what]));
  }
  parts.push(
    '',
    '## Not followed',
    '',
    row(['source', '', 'what', 'why']),
    row(['---', '---', '---', '---']),
  );
  for (const { source, level, what, why } of NOT_FOLLOWED) parts.push(row([source, level, what, why]));
  return `${parts.join('\n')}\n`;
}
