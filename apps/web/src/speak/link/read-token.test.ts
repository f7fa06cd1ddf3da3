import { expect, test, vi } from 'vitest';
import { takeToken } from './read-token.ts';

const place = (hash: string) => ({ hash, pathname: '/speak/', search: '?lang=ar' });

test('the token is read and leaves the address, the rest of which stays', () => {
  const replaceState = vi.fn();
  const token = 'A-long_enough.token~0123456789';
  expect(takeToken(place(`#${token}`), { replaceState })).toBe(token);
  expect(replaceState).toHaveBeenCalledWith(null, '', '/speak/?lang=ar');
});

test('what cannot be a token is none, and leaves the address too', () => {
  const replaceState = vi.fn();
  expect(takeToken(place('#main'), { replaceState })).toBeNull();
  expect(takeToken(place('#<script>alert(1)</script>'), { replaceState })).toBeNull();
  expect(replaceState).toHaveBeenCalledTimes(2);
});

test('an address without a fragment is left alone', () => {
  const replaceState = vi.fn();
  expect(takeToken(place(''), { replaceState })).toBeNull();
  expect(replaceState).not.toHaveBeenCalled();
});
