import { Parser } from 'saxen';
import { DocumentRefusal } from './refusal.ts';

export interface XmlListener {
  open(name: string, attributes: () => Record<string, string>): void;
  close(name: string): void;
  text(text: string): void;
}

/** Deeper than any word processor nests. */
const DEEPEST = 512;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Walks an XML part from its first element to its last. Names carry the prefixes given for their namespaces. A
 * document type declaration is refused, and with it every entity that a document could declare, inside or elsewhere:
 * neither Office Open XML (ECMA-376-2, 7.1.2) nor OpenDocument packages have one.
 * @throws DocumentRefusal document_unreadable
 */
export function walkXml(
  bytes: Uint8Array,
  namespaces: Readonly<Record<string, string>>,
  listener: XmlListener,
): void {
  let depth = 0;
  let failure: unknown;
  // The parser swallows what a listener throws at some places; what was first is what is told.
  const guarded = (act: () => void) => {
    if (failure !== undefined) return;
    try {
      act();
    } catch (error) {
      failure = error;
    }
  };
  const parser = new Parser()
    .ns(namespaces)
    .on('openTag', (name, attributes) =>
      guarded(() => {
        depth += 1;
        if (depth > DEEPEST) throw new DocumentRefusal('document_unreadable');
        listener.open(name, attributes);
      }),
    )
    .on('closeTag', (name) =>
      guarded(() => {
        depth -= 1;
        listener.close(name);
      }),
    )
    .on('text', (text) => guarded(() => listener.text(decoded(text))))
    .on('cdata', (text) => guarded(() => listener.text(text)))
    .on('attention', () =>
      guarded(() => {
        throw new DocumentRefusal('document_unreadable');
      }),
    )
    .on('error', (error) =>
      guarded(() => {
        throw new DocumentRefusal('document_unreadable', { cause: error });
      }),
    );
  parser.parse(textOf(bytes));
  if (failure !== undefined) throw failure;
}

/** XML 1.0, appendix F: a byte order mark, else UTF-8, which every writer of these files writes. */
function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new DocumentRefusal('document_unreadable', { cause: error });
  }
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{1,8}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}
