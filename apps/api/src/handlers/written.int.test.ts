import {
  eraseStatement,
  type RevisionOfTexts,
  withdrawStatement,
  writtenTextOf,
  writtenTextOfRevision,
} from '@rostrum/core';
import { DOCUMENT_LIMIT_BYTES, newId, WRITTEN_TEXT_LENGTH } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { docx, swollenDocx, wordParagraph } from '@rostrum/testkit/documents';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { type Place, type Speaker, startTestApi, type TestApi } from '../testing/test-api.ts';

let database: FreshDatabase;
let api: TestApi;
let place: Place;
let staff: Browser;
beforeAll(async () => {
  database = await freshDatabase();
  api = await startTestApi({ databaseUrl: database.url });
  place = await api.session();
  staff = await api.staff('coordinator');
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

const SECRET = 'Nasreen spoke with us.';
const add = ({ browser }: Pick<Speaker, 'browser'>, text: string, baseId: string | null, language = 'fr') =>
  browser.call('POST /api/v1/speaker/written', { body: { language, text, source: 'typed', baseId } });
const codeOf = (code: string) => ({ code });

it('a text is versions, of which nobody overwrites another’s', async () => {
  const speaker = await api.speaker(place);
  const { statementId } = speaker;
  const params = { id: statementId };
  const empty = await speaker.browser.call('GET /api/v1/speaker/written');
  expect(empty).toMatchObject({ texts: [], versions: [], limits: { characters: WRITTEN_TEXT_LENGTH } });

  const first = await add(speaker, '\uFEFFMerci.\r\n\r\n\r\n\r\nNous demandons  ceci. ', null);
  expect(first.texts).toMatchObject([
    {
      text: 'Merci.\n\nNous demandons ceci.',
      number: 1,
      words: 4,
      language: 'fr',
      label: 'Français',
      direction: 'ltr',
      madeBy: 'speaker',
    },
  ]);
  const [one] = first.texts;
  // The answer to the first was lost.
  expect((await add(speaker, 'Merci.\n\nNous demandons ceci.', null)).versions).toHaveLength(1);

  const corrected = await staff.call('POST /api/v1/statements/{id}/written', {
    params,
    body: { language: 'fr', text: 'Corrigé.', source: 'typed', baseId: one?.id ?? null },
  });
  expect(corrected.texts).toMatchObject([{ text: 'Corrigé.', number: 2, madeBy: 'staff' }]);
  // A window that was open all the while.
  await expect(add(speaker, 'Autre.', one?.id ?? null)).rejects.toMatchObject(codeOf('stale'));
  await expect(add(speaker, 'Autre.', null)).rejects.toMatchObject(codeOf('stale'));
  await add(speaker, 'شكرا', null, 'ar');
  const both = await staff.call('GET /api/v1/statements/{id}/written', { params });
  expect(both.texts.map(({ language, direction }) => [language, direction])).toEqual([
    ['ar', 'rtl'],
    ['fr', 'ltr'],
  ]);
  expect(both.versions.map(({ language, number }) => `${language} ${number}`)).toEqual([
    'ar 1',
    'fr 2',
    'fr 1',
  ]);
  const earlier = await speaker.browser.call('GET /api/v1/speaker/written/{id}', {
    params: { id: one?.id ?? '' },
  });
  expect(earlier.text).toBe('Merci.\n\nNous demandons ceci.');

  const other = await api.speaker(place);
  const theirs = { params: { id: one?.id ?? '' } };
  await expect(other.browser.call('GET /api/v1/speaker/written/{id}', theirs)).rejects.toMatchObject(
    codeOf('not_found'),
  );
  const left = await speaker.browser.call('DELETE /api/v1/speaker/written/languages/{language}', {
    params: { language: 'fr' },
  });
  expect(left.versions.map(({ language }) => language)).toEqual(['ar']);
  await expect(
    speaker.browser.call('DELETE /api/v1/speaker/written/languages/{language}', {
      params: { language: 'fr' },
    }),
  ).rejects.toMatchObject(codeOf('not_found'));
});

it('two windows at once are one version, and one that hears of it', async () => {
  const speaker = await api.speaker(place);
  const answers = await Promise.allSettled([add(speaker, 'A', null), add(speaker, 'B', null)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { texts } = await speaker.browser.call('GET /api/v1/speaker/written');
  expect(texts).toHaveLength(1);
});

it('what is no text is refused', async () => {
  const speaker = await api.speaker(place);
  await expect(add(speaker, ' \u00AD\n', null)).rejects.toMatchObject(codeOf('written_text_empty'));
  const long = 'a '.repeat(WRITTEN_TEXT_LENGTH / 2 + 1);
  await expect(add(speaker, `${long}b`, null)).rejects.toMatchObject(codeOf('written_text_too_long'));
  await expect(add(speaker, 'Words', null, 'not a language')).rejects.toMatchObject(
    codeOf('request_invalid'),
  );
  const languages = ['en', 'fr', 'es', 'ar', 'ru', 'zh', 'pt', 'de'];
  for (const language of languages) await add(speaker, 'Words', null, language);
  await expect(add(speaker, 'Words', null, 'it')).rejects.toMatchObject(codeOf('written_too_many_languages'));
});

it('the words of a file are had, and nothing of it is stored', async () => {
  const speaker = await api.speaker(place);
  const send = async (
    bytes: Uint8Array | null,
    path = '/api/v1/speaker/written/file',
    browser = speaker.browser,
  ) => {
    const body = new FormData();
    body.set('language', 'en');
    if (bytes !== null) body.set('file', new Blob([new Uint8Array(bytes)]), 'بيان.docx');
    const answer = await browser.send(path, { method: 'POST', body });
    const said = await answer.json();
    return answer.ok ? said : [answer.status, said.code];
  };
  const file = docx(wordParagraph('Thank you.') + wordParagraph('We ask for this.'));
  const words = { kind: 'docx', text: 'Thank you.\n\nWe ask for this.' };
  expect(await send(file)).toEqual(words);
  expect(await send(file, `/api/v1/statements/${speaker.statementId}/written/file`, staff)).toEqual(words);
  expect(await send(file, `/api/v1/statements/${newId()}/written/file`, staff)).toEqual([404, 'not_found']);
  expect(await send(null)).toEqual([400, 'file_missing']);
  expect(await send(swollenDocx(40))).toEqual([422, 'document_too_heavy']);
  expect(await send(new Uint8Array(DOCUMENT_LIMIT_BYTES + 1))).toEqual([413, 'document_too_large']);
  expect((await speaker.browser.call('GET /api/v1/speaker/written')).versions).toEqual([]);
});

it('withdrawal erases it, and no log of the product holds its words', async () => {
  const speaker = await api.speaker(place);
  const { statementId, invitationId } = speaker;
  await add(speaker, SECRET, null);
  expect(await writtenTextOf(api.parts.store, statementId)).toMatchObject([{ text: SECRET }]);
  const audited = await api.parts.prisma.auditPayload.findMany({
    where: { entry: { subjectId: statementId } },
  });
  expect(audited.length).toBeGreaterThan(0);
  expect(JSON.stringify(audited.map(({ payload }) => payload))).not.toContain('Nasreen');

  await withdrawStatement(api.parts, {
    actor: { kind: 'speaker', invitationId, deviceId: newId() },
    statementId,
  });
  await expect(speaker.browser.call('GET /api/v1/speaker/written')).rejects.toMatchObject(
    codeOf('statement_withdrawn'),
  );
  await expect(add(speaker, 'More', null)).rejects.toMatchObject(codeOf('statement_withdrawn'));
  await eraseStatement(api.parts, { statementId });
  expect(await api.parts.prisma.writtenText.count({ where: { statementId } })).toBe(0);
});

it('viewers read what was there when the revision was published, of what it shows', async () => {
  const speaker = await api.speaker(place);
  const { statementId } = speaker;
  await add(speaker, 'Before.', null);
  const item = { position: 0, statementId, cutId: newId(), captionIds: [], cardId: null, cardMs: 0 };
  const items: RevisionOfTexts['items'] = [{ ...item, kind: 'statement' }];
  const programmeId = newId();
  const publishedAt = new Date();
  const revision: RevisionOfTexts = { programmeId, number: 1, cause: 'coordinator', publishedAt, items };
  await expect.poll(async () => Date.now() > publishedAt.getTime()).toBe(true);
  const { texts } = await speaker.browser.call('GET /api/v1/speaker/written');
  await add(speaker, 'After.', texts[0]?.id ?? null);
  const read = async (of: RevisionOfTexts) =>
    (await writtenTextOfRevision(api.parts.store, of)).map(({ text }) => text);
  expect(await read(revision)).toEqual(['Before.']);
  expect(await read({ ...revision, publishedAt: new Date() })).toEqual(['After.']);
  // Made by a withdrawal of somebody else: no coordinator looked.
  expect(await read({ ...revision, number: 2, cause: 'withdrawal', publishedAt: new Date() })).toEqual([]);
  const card: RevisionOfTexts['items'] = [{ ...item, kind: 'card' }];
  expect(await read({ ...revision, publishedAt: new Date(), items: card })).toEqual([]);
  await speaker.browser.call('DELETE /api/v1/speaker/written/languages/{language}', {
    params: { language: 'fr' },
  });
  expect(await read(revision)).toEqual([]);
});
