import {
  eraseStatement,
  type RevisionOfTexts,
  withdrawStatement,
  writtenTextOf,
  writtenTextOfRevision,
} from '@rostrum/core';
import { DOCUMENT_LIMIT_BYTES, newId, WRITTEN_TEXT_LENGTH } from '@rostrum/domain';
import { type FreshDatabase, freshDatabase } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { docx, swollenDocx, wordParagraph } from '@rostrum/testkit/documents';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Browser } from '../testing/browser.ts';
import { addReadyTake } from '../testing/ready-take.ts';
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

afterEach(() => {
  vi.restoreAllMocks();
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

const MINUTE_MS = 60_000;
const SRT =
  '1\n00:00:01,000 --> 00:00:02,000\nThank <i>you</i> &amp; all.\n\n2\n00:00:40,000 --> 00:00:42,000\nThe end.\n';

const ISSUE = {
  id: newId(),
  theme: 'torture',
  title: null,
  earlier: null,
  changed: null,
  recommendations: [{ text: 'Ratify it.', english: null, smart: [] }],
  questions: [],
  moment: null,
};

interface Shown {
  at: Place;
  delegate: Browser;
  speakers: (Speaker & { takeId: string })[];
  publish(tier?: 'missions' | 'public'): Promise<void>;
}

/** A programme of two that is not published yet: of the second there are captions and a text in writing. */
async function readyToShow(audience: 'missions' | 'public' = 'missions'): Promise<Shown> {
  const at = await api.session();
  const one = async () => {
    const speaker = await api.speaker(at);
    await speaker.browser.call('PUT /api/v1/speaker/consent', {
      body: { audience, endsAt: null, masterAllowed: false, ...AGREED },
    });
    const { statementId } = speaker;
    const take = await addReadyTake(api, { statementId, number: 1, lengthMs: MINUTE_MS });
    const version = (await api.parts.store.statements.byId(statementId))?.version ?? 0;
    await staff.call('POST /api/v1/statements/{id}/decisions', {
      params: { id: statementId },
      body: { kind: 'approve', reason: 'Seen', version, ...take },
    });
    return { ...speaker, takeId: take.takeId };
  };
  const speakers = [await one(), await one()];
  const [, second] = speakers;
  if (second === undefined) throw new Error('nobody speaks');
  await second.browser.call('POST /api/v1/speaker/takes/{id}/captions', {
    params: { id: second.takeId },
    body: { language: 'en', text: SRT },
  });
  await add(second, 'Merci.\nNous demandons ceci.', null);
  await second.browser.call('PUT /api/v1/speaker/recommendations', {
    body: { language: 'en', version: 0, cards: [ISSUE] },
  });
  const statementIds = speakers.map(({ statementId }) => statementId);
  const params = { id: at.reviewId };
  const publish = async (tier = audience) => {
    const order = { statementIds, audience: tier };
    await staff.call('PUT /api/v1/reviews/{id}/programme/order', { params, body: order });
    await staff.call('POST /api/v1/reviews/{id}/programme/publish', { params, body: { statementIds } });
  };
  return { at, delegate: await api.delegate(at), speakers, publish };
}

const SAID = [
  { startMs: 1_000, endMs: 2_000, text: 'Thank you & all.' },
  { startMs: 40_000, endMs: 42_000, text: 'The end.' },
];
const GONE = [404, 'not_found'];

it('what is read beside a video is for whom the video is for', { timeout: 60_000 }, async () => {
  const { at, delegate, speakers, publish } = await readyToShow('public');
  const [first, second] = speakers;
  if (first === undefined || second === undefined) throw new Error('nobody speaks');
  const read = async (browser: Browser, statementId: string, of = 'watch', reviewId = at.reviewId) => {
    const answer = await browser.send(`/api/v1/${of}/reviews/${reviewId}/statements/${statementId}/words`);
    const said = await answer.json();
    return answer.ok ? said : [answer.status, said.code];
  };
  const { statementId } = second;
  // Nothing is published, and nothing is public.
  expect(await read(delegate, statementId)).toEqual(GONE);
  await publish();
  const shown = {
    captions: [
      { language: 'en', label: 'English', direction: 'ltr', origin: 'uploaded', checked: false, cues: SAID },
    ],
    written: [{ language: 'fr', label: 'Français', direction: 'ltr', text: 'Merci.\nNous demandons ceci.' }],
  };
  expect(await read(delegate, statementId)).toEqual(shown);
  expect(await read(second.browser, statementId)).toEqual(shown);
  expect(await read(delegate, first.statementId)).toEqual({ captions: [], written: [] });
  const stranger = api.browser();
  expect(await read(stranger, statementId)).toEqual([401, 'sign_in_required']);
  expect(await read(stranger, statementId, 'public')).toEqual(shown);
  const issues = async () => {
    const answer = await stranger.send(`/api/v1/public/reviews/${at.reviewId}/recommendations`);
    return answer.ok ? (await answer.json()).issues.length : answer.status;
  };
  expect(await issues()).toBe(1);
  // Of another session, and of another State's programme.
  const elsewhere = await readyToShow();
  expect(await read(elsewhere.delegate, statementId)).toEqual(GONE);
  expect(await read(delegate, statementId, 'watch', elsewhere.at.reviewId)).toEqual(GONE);
  expect(await read(elsewhere.delegate, statementId, 'watch', elsewhere.at.reviewId)).toEqual(GONE);

  // Agreed to under words that spoke of nothing in writing: nobody reads it without a link.
  const invitation = { where: { id: second.invitationId } };
  await api.parts.prisma.invitation.update({ ...invitation, data: { consentTextVersion: '2026-11' } });
  await expect.poll(() => read(stranger, statementId, 'public')).toEqual({ ...shown, written: [] });
  expect(await issues()).toBe(0);
  expect(await read(delegate, statementId)).toEqual(shown);

  // What is written later waits for a coordinator; what was checked says so, and what is taken away is gone.
  const { captions } = await second.browser.call('GET /api/v1/speaker/takes/{id}/captions', {
    params: { id: second.takeId },
  });
  const params = { id: captions[0]?.id ?? '' };
  await staff.call('PUT /api/v1/captions/{id}/checked', { params, body: { checked: true } });
  await expect.poll(() => read(delegate, statementId)).toMatchObject({ captions: [{ checked: true }] });
  await second.browser.call('DELETE /api/v1/speaker/captions/{id}', { params });
  await add(second, 'بعد ذلك', null, 'ar');
  await expect.poll(() => read(delegate, statementId)).toEqual({ ...shown, captions: [] });
  await publish();
  const words = await read(delegate, statementId);
  expect(words.written).toMatchObject([{ language: 'ar', direction: 'rtl' }, { language: 'fr' }]);

  // Narrowed, closed, ended, taken back.
  const consent = (audience: 'missions' | 'public', endsAt: string | null) =>
    second.browser.call('PUT /api/v1/speaker/consent', {
      body: { audience, endsAt, masterAllowed: false, ...AGREED },
    });
  await consent('missions', null);
  expect(await read(stranger, statementId, 'public')).toEqual(GONE);
  // The other is public still.
  expect(await issues()).toBe(0);
  const window = (opensAt: string | null) =>
    staff.call('PUT /api/v1/sessions/{id}/access/window', {
      params: { id: at.sessionId },
      body: { opensAt, closesAt: null },
    });
  await window(new Date(Date.now() + MINUTE_MS).toISOString());
  expect(await read(delegate, statementId)).toEqual(GONE);
  await window(null);
  // It stands again in a programme that is for missions alone.
  await publish('missions');
  expect(await read(delegate, statementId)).toEqual(words);
  const { invitationId } = second;
  const actor = { kind: 'speaker', invitationId, deviceId: newId() } as const;
  await withdrawStatement(api.parts, { actor, statementId });
  expect(await read(delegate, statementId)).toEqual(GONE);
  const ended = await staff.call('DELETE /api/v1/sessions/{id}/missions/links', {
    params: { id: at.sessionId },
  });
  expect(ended.ended).toBe(1);
  expect(await read(delegate, first.statementId)).toEqual([401, 'sign_in_required']);
});

it('at a screening nobody reads what was not said yet', { timeout: 60_000 }, async () => {
  const { at, delegate, speakers, publish } = await readyToShow();
  const [, second] = speakers;
  await publish();
  let aheadMs = 0;
  vi.spyOn(api.parts.clock, 'now').mockImplementation(() => new Date(Date.now() + aheadMs));
  await staff.call('PUT /api/v1/reviews/{id}/screening', {
    params: { id: at.reviewId },
    body: {
      startsAt: new Date(Date.now() + MINUTE_MS).toISOString(),
      timeZone: 'Europe/Zurich',
      version: null,
    },
  });
  const read = async (afterMs: number) => {
    aheadMs = MINUTE_MS + afterMs;
    const { captions, written } = await delegate.call(
      'GET /api/v1/watch/reviews/{id}/statements/{statementId}/words',
      { params: { id: at.reviewId, statementId: second?.statementId ?? '' } },
    );
    return { said: captions.flatMap(({ cues }) => cues.map(({ text }) => text)), written: written.length };
  };
  const [thanks, end] = SAID.map(({ text }) => text);
  expect(await read(-5_000)).toEqual({ said: [], written: 0 });
  // The first of the two speaks.
  expect(await read(20_000)).toEqual({ said: [], written: 0 });
  expect(await read(70_000)).toEqual({ said: [thanks], written: 0 });
  expect(await read(110_000)).toEqual({ said: [thanks, end], written: 0 });
  expect(await read(121_000)).toEqual({ said: [thanks, end], written: 1 });
});
