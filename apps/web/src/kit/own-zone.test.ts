import { expect, test } from 'vitest';
import { ownZone } from './own-zone.ts';

test('a zone that the device does not know itself is UTC', () => {
  expect(['Pacific/Nauru', 'Etc/Unknown', '', 'Nowhere/At_All'].map((zone) => ownZone(zone))).toEqual([
    'Pacific/Nauru',
    'UTC',
    'UTC',
    'UTC',
  ]);
});

test('this machine’s own is one that it can write', () => {
  expect(() => new Intl.DateTimeFormat('en', { timeZone: ownZone() })).not.toThrow();
});
