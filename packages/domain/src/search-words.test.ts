import { describe, expect, it } from 'vitest';
import { isFoundBy, searchTerms, searchWords } from './search-words.ts';

const finds = (question: string, text: string) => {
  const kept = searchWords(text);
  const terms = searchTerms(question);
  return terms.length > 0 && terms.every((term) => isFoundBy(term, kept));
};

describe('a question finds', () => {
  it.each([
    ['Detention', 'arbitrary DETENTION'],
    ['deten', 'arbitrary detention'],
    ['etat', 'L’État partie'],
    ['niños', 'Los ninos y niñas'],
    ['nino', 'Los niños'],
    ['education', 'accès à l’éducation'],
    ['strasse', 'die Straße'],
    ['التعذيب', 'منع تعذيب السجناء'],
    ['تعذيب', 'منع التعذيب في السجون'],
    ['والتعذيب', 'التَّعْذِيب'],
    ['المرأة', 'حقوق المراه'],
    ['احتجاز', 'الإحتجاز التعسفي'],
    ['2024', 'في عام ٢٠٢٤'],
    ['酷刑', '禁止酷刑和其他'],
    ['ทรมาน', 'การทรมานในเรือนจำ'],
    ['rights child', 'the child, and the rights of it'],
    ['хабарҳо', 'Хабарҳо ва озодӣ'],
  ])('%s in %s', (question, text) => expect(finds(question, text)).toBe(true));

  it.each([
    ['torture', 'detention'],
    ['rights torture', 'the rights of the child'],
    ['تعليم', 'منع التعذيب'],
    ['刑酷', '禁止酷刑和其他'],
    ['ention', 'detention'],
  ])('and not %s in %s', (question, text) => expect(finds(question, text)).toBe(false));
});

it('a question of nothing but signs has no terms', () => {
  expect(searchTerms(" ' & | ! :* \\ <-> () ")).toEqual([]);
});

it('nothing that is kept or asked has a sign in it that means something to a database', () => {
  const all = [...searchWords(`a'b:c & d|e !f \\ "g" <->\n`), ...searchTerms("x':* & y").flat()];
  expect(all).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'x', 'y']);
});

it('ten thousand letters in one word are one short word', () => {
  expect(searchWords('x'.repeat(10_000))).toEqual(['x'.repeat(40)]);
  expect(searchTerms(`${'y '.repeat(50)}`)).toHaveLength(8);
});
