import { Paragraphs } from './paragraphs.ts';
import { walkXml } from './walk-xml.ts';

const NAMESPACES = {
  'urn:oasis:names:tc:opendocument:xmlns:text:1.0': 'text',
  'urn:oasis:names:tc:opendocument:xmlns:office:1.0': 'office',
};
/** In the file and not said: notes, comments, deleted passages, hidden words, what is read beside a character. */
const LEFT_OUT = new Set([
  'text:note',
  'office:annotation',
  'text:tracked-changes',
  'text:hidden-text',
  'text:hidden-paragraph',
  'text:ruby-text',
]);
const MOST_SPACES = 1_000;

/** The words of an OpenDocument text's content (OpenDocument 1.3, part 3, chapters 5 and 6). */
export function readOdt(part: Uint8Array): string {
  const paragraphs = new Paragraphs();
  let leftOut = 0;
  walkXml(part, NAMESPACES, {
    open(name, attributes) {
      if (LEFT_OUT.has(name)) leftOut += 1;
      if (leftOut > 0) return;
      if (name === 'text:p' || name === 'text:h') paragraphs.begin();
      else if (name === 'text:tab') paragraphs.say(' ');
      else if (name === 'text:line-break') paragraphs.say('\n');
      else if (name === 'text:s') {
        const count = Number.parseInt(attributes()['text:c'] ?? '1', 10);
        paragraphs.say(' '.repeat(Math.min(MOST_SPACES, Math.max(1, count || 1))));
      }
    },
    close(name) {
      if (LEFT_OUT.has(name)) leftOut -= 1;
      if (leftOut === 0 && (name === 'text:p' || name === 'text:h')) paragraphs.end();
    },
    text(text) {
      // White space of the file is one space, whatever it is (6.1.2).
      if (leftOut === 0) paragraphs.say(text.replace(/[\t\n\r ]+/g, ' '));
    },
  });
  return paragraphs.text();
}
