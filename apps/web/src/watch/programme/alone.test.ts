import { expect, test } from 'vitest';
import type { Item, Programme } from '../api.ts';
import { aloneOf } from './alone.ts';

const item = (statementId: string, startMs: number, kind: Item['kind'] = 'statement'): Item => ({
  position: 0,
  kind,
  statementId,
  organisation: { id: statementId, name: statementId, kind: 'cso', nhriStatus: null },
  speakerName: null,
  cutId: kind === 'card' ? null : statementId,
  startMs,
  lengthMs: 65_000,
  cardMs: kind === 'card' ? 65_000 : 5_000,
  posterUrl: null,
});
const items = [item('a', 4_000), item('b', 69_000), item('gone', 134_000, 'card')];
const programme = {
  playlistUrl: '/whole/index.m3u8',
  revision: { id: 'r1', lengthMs: 199_000, items },
  alone: ['a', 'b'].map((statementId) => ({
    statementId,
    playlistUrl: `/only/${statementId}/index.m3u8`,
    masterUrl: null,
  })),
} as unknown as Programme;

test('one statement begins at its own beginning, and lasts as long as it does without its card', () => {
  const { playlistUrl, revision } = aloneOf(programme, 'b');
  expect(playlistUrl).toBe('/only/b/index.m3u8');
  expect(revision).toMatchObject({ id: 'r1', lengthMs: 60_000 });
  expect(revision.items).toEqual([{ ...items[1], startMs: 0, lengthMs: 60_000, cardMs: 0 }]);
});

test('what has only a card, or is not there any more, has nothing to play', () => {
  expect(aloneOf(programme, 'gone')).toMatchObject({ playlistUrl: null, revision: { lengthMs: 0 } });
  expect(aloneOf(programme, 'other')).toMatchObject({ playlistUrl: null, revision: { items: [] } });
});
