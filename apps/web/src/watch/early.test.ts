import { afterEach, expect, test, vi } from 'vitest';

const ID = '0b8f4f8e-53e0-4df7-9d4e-1f5a5a0e8f11';
/** Nothing to play: nothing goes on to be asked for. */
const PROGRAMME = { playlistUrl: null, screening: null };
const NOBODY = { status: 401, code: 'not_signed_in', title: '' };

/** The page as its address opens it, and what it asks the server, which answers one after the other. */
async function openedAt(hash: string, answers: readonly Response[]) {
  const left = [...answers];
  const asked: string[] = [];
  vi.stubGlobal('location', { pathname: `/watch/reviews/${ID}`, search: '', hash });
  vi.stubGlobal('document', {
    documentElement: { dataset: {} },
    fonts: { ready: Promise.resolve() },
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
  vi.stubGlobal('fetch', async (address: RequestInfo | URL) => {
    asked.push(String(address));
    const answer = left.shift();
    if (answer === undefined) throw new Error('asked once too often');
    return answer;
  });
  vi.resetModules();
  const early = await import('./early.ts');
  return { early, asked };
}

const refused = () =>
  Response.json(NOBODY, { status: 401, headers: { 'content-type': 'application/problem+json' } });

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

test('what was asked early is handed on, and not asked again', async () => {
  const { early, asked } = await openedAt('', [Response.json(PROGRAMME)]);
  expect(asked).toHaveLength(1);
  expect(await early.openingProgramme(ID, false)).toEqual(PROGRAMME);
  expect(asked).toHaveLength(1);
});

test('with a link in the address nothing is asked before that link was opened', async () => {
  const { early, asked } = await openedAt('#A-long_enough.token~0123456789', [Response.json(PROGRAMME)]);
  expect(asked).toEqual([]);
  expect(await early.openingProgramme(ID, false)).toEqual(PROGRAMME);
  expect(asked).toHaveLength(1);
});

test('what was refused early is asked once more, and what is refused then is', async () => {
  const later = await openedAt('', [refused(), Response.json(PROGRAMME)]);
  expect(await later.early.openingProgramme(ID, false)).toEqual(PROGRAMME);
  const never = await openedAt('', [refused(), refused()]);
  await expect(never.early.openingProgramme(ID, false)).rejects.toMatchObject({ status: 401 });
  expect(never.asked).toHaveLength(2);
});
