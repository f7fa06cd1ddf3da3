import { expect, it } from 'vitest';
import { figuresOf, westernFigures } from './figures.ts';

it('reads figures in whichever script they are typed', () => {
  expect(figuresOf('٩٧٤٢٢١')).toBe('974221');
  expect(figuresOf('۹۷۴۲۲۱')).toBe('974221');
  expect(figuresOf(' 974 221\u200f')).toBe('974221');
  expect(figuresOf('code')).toBe('');
  expect(westernFigures('٢٠٢٧-٠٣-٣١')).toBe('2027-03-31');
});
