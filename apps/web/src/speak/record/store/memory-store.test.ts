import { expect, test } from 'vitest';
import { createMemoryStore } from './memory-store.ts';
import { RecordingGone } from './take-store.ts';

const bytes = (text: string) => new TextEncoder().encode(text).slice().buffer;
const video = { statementId: 's', mode: 'video', mimeType: 'video/webm;codecs=vp8,opus' } as const;

test('recordings are numbered, newest first, and put together as they came', async () => {
  const store = createMemoryStore();
  const first = await store.begin(video);
  await store.append(first.id, bytes('ab'), 1_000);
  await store.append(first.id, bytes('cde'), 2_000);
  await store.end(first.id, 'stopped', 2_100);
  const second = await store.begin(video);
  await store.begin({ ...video, statementId: 'another' });
  expect(await store.list('s')).toMatchObject([
    { id: second.id, number: 2, bytes: 0, ending: null },
    { id: first.id, number: 1, bytes: 5, lengthMs: 2_100, ending: 'stopped' },
  ]);
  const file = await store.fileOf(first.id);
  expect([file.name, file.type, await file.text()]).toEqual(['recording-1.webm', 'video/webm', 'abcde']);
});

test('what is forgotten is gone with its text, and another statement keeps its own', async () => {
  const store = createMemoryStore();
  const text = { text: 'Mr. President', wpm: 110, size: 2, steps: false };
  const take = await store.begin(video);
  await store.keepText('s', text);
  await store.keepText('another', text);
  await store.forget('s');
  // Who still records it is told that nothing of it is kept.
  await expect(store.append(take.id, bytes('x'), 1_000)).rejects.toThrow(RecordingGone);
  await expect(store.end(take.id, 'stopped', 1_000)).rejects.toThrow(RecordingGone);
  expect([await store.list('s'), await store.text('s'), await store.text('another')]).toEqual([
    [],
    null,
    text,
  ]);
});

test('those that are settled go, and the text with the last of them', async () => {
  const store = createMemoryStore();
  const text = { text: 'Mr. President', wpm: 110, size: 2, steps: false };
  const first = await store.begin(video);
  await store.keepText('s', text);
  await store.markSent(first.id, 'a');
  const second = await store.begin(video);
  await store.markSent(first.id, 'a');
  expect(await store.list('s')).toMatchObject([{ sent: null }, { sent: { as: 'a', upTo: 1 } }]);
  await store.markSent(first.id, 'b');
  expect((await store.list('s')).at(-1)?.sent).toEqual({ as: 'b', upTo: 2 });
  await store.forget('s', [first.id]);
  expect((await store.list('s')).map(({ id }) => id)).toEqual([second.id]);
  expect(await store.text('s')).toEqual(text);
  await store.forget('s', [second.id]);
  expect(await store.text('s')).toBeNull();
});
