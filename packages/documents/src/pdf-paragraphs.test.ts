import { describe, expect, it } from 'vitest';
import { type PageLine, paragraphsOfPages } from './pdf-paragraphs.ts';

const WIDTH = 450;
/** Lines from the top, each `pitch` below the one before; a number is a gap in addition. */
function page(lines: (string | number | (Partial<PageLine> & { text: string }))[], pitch = 14): PageLine[] {
  let y = 780;
  return lines.flatMap((line) => {
    if (typeof line === 'number') {
      y -= line;
      return [];
    }
    y -= pitch;
    const given = typeof line === 'string' ? { text: line } : line;
    return [{ x: 72, y, width: WIDTH, size: 12, rightToLeft: false, ...given }];
  });
}

describe('lines of a PDF become paragraphs', () => {
  it.each([
    [
      'by a gap',
      [page(['one goes on', 'here.', 10, 'Two goes', 'on here.'])],
      ['one goes on here.', 'Two goes on here.'],
    ],
    [
      'by a short last line',
      [page(['one goes on', { text: 'here.', width: 100 }, 'Two goes', 'on.'])],
      ['one goes on here.', 'Two goes on.'],
    ],
    [
      'by an indent',
      [page(['One goes', 'on', { text: 'Two goes', x: 92, width: 430 }, 'on'])],
      ['One goes on', 'Two goes on'],
    ],
    [
      'by a sign before it',
      [page(['We ask for:', '• this', '• that and', { text: 'more', x: 80 }])],
      ['We ask for:', '• this', '• that and more'],
    ],
    ['by their size', [page([{ text: 'A title', size: 18 }, 'and words'])], ['A title', 'and words']],
    [
      'over pages',
      [page(['One goes on', 'and on']), page(['to the next page.'])],
      ['One goes on and on to the next page.'],
    ],
    ['with a hyphen of their own', [page(['long-', 'term'])], ['long-term']],
    ['without spaces where none are written', [page(['我们感谢', '主席先生'])], ['我们感谢主席先生']],
  ])('%s', (_name, pages, paragraphs) => {
    expect(paragraphsOfPages(pages)).toEqual(paragraphs);
  });

  it('read from the right, too', () => {
    const right = { rightToLeft: true, x: 72 };
    const lines = page([
      { text: 'السيد الرئيس', ...right },
      { text: 'شكرا.', ...right, x: 422, width: 100 },
      { text: 'نحن', ...right },
    ]);
    expect(paragraphsOfPages([lines])).toEqual(['السيد الرئيس شكرا.', 'نحن']);
  });

  it('without what stands on every page', () => {
    const said = ['We thank', 'We ask', 'We hope', 'We are'];
    const pages = said.map((words, n) =>
      page([`Submission of the Coalition ${n}`, 20, words, `all of you, ${words}.`, 20, `${n} / 4`]),
    );
    expect(paragraphsOfPages(pages)).toEqual(said.map((words) => `${words} all of you, ${words}.`));
    const titled = [page([{ text: 'Submission of the Coalition', size: 18 }]), ...pages];
    expect(paragraphsOfPages(titled)[0]).toBe('Submission of the Coalition');
  });
});
