import { expect, test, vi } from 'vitest';
import { takeToken } from './take-token.ts';

const place = (hash: string) => ({ hash, pathname: '/watch/', search: '?lang=fr' });

test('the token is read and leaves the address, the rest of which stays', () => {
  const replaceState = vi.fn();
  const token = 'A-long_enough.token~0123456789';
  expect(takeToken(place(`#${token}`), { replaceState })).toBe(token);
  expect(replaceState).toHaveBeenCalledWith(null, '', '/watch/?lang=fr');
});

test.each(['', '#main', '#<script>alert(1)</script>'])('“%s” holds no token and is left alone', (hash) => {
  const replaceState = vi.fn();
  expect(takeToken(place(hash), { replaceState })).toBeNull();
  expect(replaceState).not.toHaveBeenCalled();
});
