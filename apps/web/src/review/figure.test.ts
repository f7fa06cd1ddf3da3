import { expect, test } from 'vitest';
import { withMinus } from './figure.ts';

test.each(['en-GB', 'fr'])('in %s what is below nought has a minus, and nothing else has', (language) => {
  const say = (value: number) =>
    withMinus(new Intl.NumberFormat(language, { minimumFractionDigits: 1 }).format(value));
  expect(say(-16.3)).toMatch(/^\u221216[.,]3$/);
  expect(say(16.3)).toMatch(/^16[.,]3$/);
  expect(withMinus('-')).toBe('-');
  expect(withMinus('2020-11-02')).toBe('2020-11-02');
});
