import { Paragraphs } from './paragraphs.ts';
import { walkXml } from './walk-xml.ts';

const NAMESPACES = {
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main': 'w',
  'http://purl.oclc.org/ooxml/wordprocessingml/main': 'w',
  'http://schemas.openxmlformats.org/markup-compatibility/2006': 'mc',
};
/**
 * What is in the file and is not said: what was deleted or moved away while changes are tracked, what another reader
 * would show in place of the same text box once more, ruby, what stands in for a picture, formulas of fields.
 */
const LEFT_OUT = new Set(['w:del', 'w:moveFrom', 'mc:Fallback', 'w:rt', 'w:instrText', 'w:delText']);
const STANDS_FOR: Readonly<Record<string, string>> = {
  'w:tab': ' ',
  'w:ptab': ' ',
  'w:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};

/** The words of a Word document's main part: what is read on its pages, without notes, headers and comments. */
export function readDocx(part: Uint8Array): string {
  const paragraphs = new Paragraphs();
  let leftOut = 0;
  let inText = false;
  let inRun = 0;
  let hidden = false;
  const path: string[] = [];
  walkXml(part, NAMESPACES, {
    open(name, attributes) {
      path.push(name);
      if (LEFT_OUT.has(name)) leftOut += 1;
      if (leftOut > 0) return;
      if (name === 'w:p') paragraphs.begin();
      else if (name === 'w:r') {
        inRun += 1;
        hidden = false;
      } else if (name === 'w:vanish' && path.at(-2) === 'w:rPr' && path.at(-3) === 'w:r') {
        const value = attributes()['w:val'];
        hidden = value === undefined || !['0', 'false', 'off'].includes(value);
      } else if (name === 'w:t') inText = true;
      else if (inRun > 0 && !hidden) paragraphs.say(STANDS_FOR[name] ?? '');
    },
    close(name) {
      path.pop();
      if (LEFT_OUT.has(name)) leftOut -= 1;
      if (leftOut > 0) return;
      if (name === 'w:p') paragraphs.end();
      else if (name === 'w:r') inRun -= 1;
      else if (name === 'w:t') inText = false;
    },
    text(text) {
      if (inText && leftOut === 0 && !hidden) paragraphs.say(text);
    },
  });
  return paragraphs.text();
}
