import { docx, wordParagraph } from '@rostrum/testkit/documents';
import { expect, it } from 'vitest';
import { FIRST_WORD } from './first-word.ts';
import { createDocumentReader, type RunConfined } from './read-document.ts';

const FILE = docx(wordParagraph('words'));
const said = (text: string) => new TextEncoder().encode(text);
const readerThat = (run: RunConfined) => createDocumentReader({ run, endedBadly: () => true });

it('reads one file after the other, and asks whoever would wait long to come again', async () => {
  let running = 0;
  let most = 0;
  const reader = readerThat(async (_program, _args, { onBytes }) => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    onBytes(said(FIRST_WORD + JSON.stringify({ kind: 'docx', text: 'words' })));
    running -= 1;
  });
  const answers = await Promise.allSettled(
    Array.from({ length: 6 }, () => reader.read(FILE, { language: 'en' })),
  );
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value.text : one.reason.code))).toEqual([
    ...Array(4).fill('words'),
    ...Array(2).fill('unavailable'),
  ]);
  expect(most).toBe(1);
  expect(await reader.read(FILE, { language: 'en' })).toMatchObject({ text: 'words' });
});

it('a bad end is the file’s doing once it was looked at, and ours before', async () => {
  const broken = new Error('it ended badly');
  const ofTheFile = readerThat(async (_program, _args, { onBytes }) => {
    onBytes(said(FIRST_WORD));
    throw broken;
  });
  await expect(ofTheFile.read(FILE, { language: 'en' })).rejects.toMatchObject({
    code: 'document_too_heavy',
  });
  const ours = readerThat(() => Promise.reject(broken));
  await expect(ours.read(FILE, { language: 'en' })).rejects.toBe(broken);
});

it('what the child says is taken for nothing but an answer', async () => {
  const reader = readerThat(async (_program, _args, { onBytes }) =>
    onBytes(said(`${FIRST_WORD}{"refused":"consent_missing"}`)),
  );
  await expect(reader.read(FILE, { language: 'en' })).rejects.toMatchObject({ name: 'ZodError' });
});
