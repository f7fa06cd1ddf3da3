import { newId } from '@rostrum/domain';
import { expect } from 'vitest';
import type { Browser } from './browser.ts';
import type { Place, Speaker } from './test-api.ts';

interface Watching {
  chair: Browser;
  delegate: Browser;
  place: Place;
}

const card = (text: string, given: object = {}) => ({
  id: newId(),
  theme: 'torture',
  title: null,
  earlier: null,
  changed: null,
  recommendations: [{ text, english: null, smart: ['specific' as const] }],
  questions: [],
  moment: null,
  ...given,
});

/**
 * What a speaker sets out goes to the staff at once, and to the missions with the programme.
 * @returns what is to hold once that is published
 */
export async function setsOutIssues({
  about,
  other,
}: {
  about: Speaker;
  other: Speaker;
}): Promise<(watching: Watching) => Promise<void>> {
  const write = (version: number, ...cards: ReturnType<typeof card>[]) =>
    about.browser.call('PUT /api/v1/speaker/recommendations', { body: { language: 'en', version, cards } });
  const script = 'Ratify <script>alert(1)</script> & "Optional Protocol"';
  const first = card(script);
  // Too long is refused, and nothing of it is cut off.
  const long = card('x'.repeat(10_000));
  await expect(write(0, long)).rejects.toMatchObject({ code: 'request_invalid' });
  await write(0, first);
  await expect(write(0, first)).rejects.toMatchObject({ code: 'stale' });
  expect(await other.browser.call('GET /api/v1/speaker/recommendations')).toMatchObject({
    version: 0,
    language: null,
    cards: [],
  });
  return (watching) => areShown(watching, about, { id: first.id, script });
}

async function areShown(
  { chair, delegate, place }: Watching,
  about: Speaker,
  first: { id: string; script: string },
): Promise<void> {
  const params = { id: about.statementId };
  const search = (query: Partial<Record<'query' | 'theme' | 'language', string>> = {}) =>
    delegate.call('GET /api/v1/watch/recommendations', { query });
  const found = await search({ query: 'optional PROTO', theme: 'torture', language: 'en' });
  expect(found).toMatchObject({
    total: 1,
    issues: [
      {
        id: first.id,
        statementId: about.statementId,
        direction: 'ltr',
        recommendations: [{ text: first.script }],
        atMs: null,
      },
    ],
    themes: [{ code: 'torture', count: 1 }],
    languages: [{ language: 'en', label: 'English', count: 1 }],
    reviews: [{ id: place.reviewId, count: 1 }],
  });
  // What a speaker ticked is their own.
  expect(JSON.stringify(found)).not.toContain('smart');
  expect((await search({ query: 'nothing' })).total).toBe(0);
  await expect(search({ theme: 'No such' })).rejects.toMatchObject({ code: 'request_invalid' });
  const programme = { params: { id: place.reviewId } };
  const listed = () => delegate.call('GET /api/v1/watch/reviews/{id}/recommendations', programme);
  expect((await listed()).issues).toHaveLength(1);
  expect(await chair.call('GET /api/v1/statements/{id}/recommendations', { params })).toMatchObject({
    version: 1,
    shownVersion: 1,
    writtenBy: 'speaker',
  });
  const session = { params: { id: place.sessionId } };
  expect((await chair.call('GET /api/v1/sessions/{id}/recommendations', session)).sheets).toMatchObject([
    { statementId: about.statementId, language: 'en', cards: [{ id: first.id }] },
  ]);
  const { statements } = await chair.call('GET /api/v1/sessions/{id}/recommendations/counts', session);
  expect(statements).toEqual([
    { statementId: about.statementId, issues: 1, recommendations: 1, questions: 0 },
  ]);
  const pulse = async () => (await delegate.call('GET /api/v1/watch/recommendations/pulse')).mark;
  const standing = await pulse();
  expect((await search({ query: 'nothing' })).mark).toBe(standing);
  // A coordinator takes it out: it is gone at once, and whoever reads it hears of it.
  await chair.call('PUT /api/v1/statements/{id}/recommendations', {
    params,
    body: { language: 'en', version: 1, cards: [] },
  });
  const now = await search();
  expect(now.total).toBe(0);
  expect(now.mark).not.toBe(standing);
  await expect.poll(pulse, { timeout: 5000 }).toBe(now.mark);
  expect((await listed()).issues).toEqual([]);
}
