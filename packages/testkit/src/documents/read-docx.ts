import { strFromU8, unzipSync } from 'fflate';

export interface ReadParagraph {
  text: string;
  /** As the document names it: `Heading1`. */
  style: string;
  /** Where the links in it lead. */
  links: string[];
}

/** The paragraphs of a Word file as its reader sees them, in order. */
export function readDocx(file: Uint8Array): ReadParagraph[] {
  const files = unzipSync(file);
  const part = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const targets = new Map(
    Array.from(
      part('word/_rels/document.xml.rels').matchAll(/<Relationship (.*?)\/>/gs),
      ([, inner = '']) => [attribute(inner, 'Id'), attribute(inner, 'Target')],
    ),
  );
  return Array.from(part('word/document.xml').matchAll(/<w:p[ >](.*?)<\/w:p>/gs), ([, inner = '']) => ({
    text: Array.from(inner.matchAll(/<w:br\/>|<w:t(?: [^>]*)?>(.*?)<\/w:t>/gs), ([, text]) =>
      plain(text ?? '\n'),
    ).join(''),
    style: attribute(/<w:pStyle [^>]*>/.exec(inner)?.[0] ?? '', 'w:val'),
    links: Array.from(
      inner.matchAll(/<w:hyperlink ([^>]*)>/g),
      ([, link = '']) => targets.get(attribute(link, 'r:id')) ?? '',
    ),
  }));
}

const attribute = (tag: string, name: string) =>
  plain(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const ENTITIES = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' } as const;
const isKnown = (name: string): name is keyof typeof ENTITIES => name in ENTITIES;
const plain = (text: string) =>
  text.replace(/&(\w+);/g, (whole, name: string) => (isKnown(name) ? ENTITIES[name] : whole));
