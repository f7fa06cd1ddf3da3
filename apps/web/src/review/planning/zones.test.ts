import { isTimeZone } from '@rostrum/domain';
import { expect, test } from 'vitest';
import { zoneOptions } from './zones.ts';

test('zones are found as they are written, and a kept one stands among them under whatever name', () => {
  const zones = zoneOptions('Asia/Calcutta');
  expect(zones).toContainEqual({ id: 'America/New_York', label: 'America/New York' });
  for (const id of ['Europe/Zurich', 'UTC', 'Asia/Calcutta']) {
    expect(zones.filter((one) => one.id === id)).toHaveLength(1);
  }
  expect(zones.filter(({ id }) => !isTimeZone(id))).toEqual([]);
});
