import { newId, QUESTIONS_AN_HOUR } from '@rostrum/domain';
import { expect } from 'vitest';
import type { Browser } from './browser.ts';
import type { Place, Speaker, TestApi } from './test-api.ts';

interface Asking {
  chair: Browser;
  delegate: Browser;
  place: Place;
  about: Speaker;
  other: Speaker;
}

/** A question goes from a mission through a coordinator to its speaker, and its answer back to everybody. */
export async function asksInWriting(
  api: TestApi,
  { chair, delegate, place, about, other }: Asking,
): Promise<void> {
  const words = { body: `What became of the law? ${newId()}`, answer: `It was adopted. ${newId()}` };
  const ask = (browser: Browser, statementId: string, id = newId(), named = false) =>
    browser.call('POST /api/v1/watch/statements/{id}/questions', {
      params: { id: statementId },
      body: { id, body: words.body, named },
    });
  const ofDelegate = (browser = delegate) =>
    browser.call('GET /api/v1/watch/reviews/{id}/questions', { params: { id: place.reviewId } });
  const ofStaff = () =>
    chair.call('GET /api/v1/sessions/{id}/questions', { params: { id: place.sessionId } });
  const ofSpeaker = (speaker = about) => speaker.browser.call('GET /api/v1/speaker/questions');
  const act = (id: string, body: { act: 'pass_on' | 'show' } | { act: 'set_aside'; reason: string }) =>
    chair.call('POST /api/v1/questions/{id}/acts', { params: { id }, body });
  const answer = (speaker: Speaker, id: string, text: string | null) =>
    speaker.browser.call('POST /api/v1/speaker/questions/{id}/answer', {
      params: { id },
      body: { answer: text },
    });

  const id = newId();
  await ask(delegate, about.statementId, id);
  // Sent again, it is asked once; and of what this mission is not shown nothing can be asked.
  expect(await ask(delegate, about.statementId, id)).toMatchObject({
    open: true,
    questions: [{ id, mine: true }],
  });
  const elsewhere = await api.speaker(await api.session());
  await expect(ask(delegate, elsewhere.statementId)).rejects.toMatchObject({ code: 'not_found' });
  // The speaker hears nothing of it, and nobody can answer it or show it yet.
  expect(await ofSpeaker()).toEqual({ questions: [] });
  await expect(answer(about, id, words.answer)).rejects.toMatchObject({ code: 'not_found' });
  await expect(act(id, { act: 'show' })).rejects.toMatchObject({ code: 'stale' });
  expect((await ofStaff()).questions).toMatchObject([
    { id, state: 'asked', mission: { name: 'Test mission' }, named: false },
  ]);
  await act(id, { act: 'pass_on' });
  await expect(act(id, { act: 'pass_on' })).rejects.toMatchObject({ code: 'stale' });
  // Not even the speaker is told who asks, where the mission does not want it.
  expect(await ofSpeaker()).toMatchObject({ questions: [{ id, body: words.body, mission: null }] });
  await expect(answer(other, id, words.answer)).rejects.toMatchObject({ code: 'not_found' });
  await answer(about, id, null);
  await answer(about, id, words.answer);
  const another = await api.delegate(place, { stateCode: 'XZY' });
  expect((await ofDelegate(another)).questions).toEqual([]);
  expect(JSON.stringify(await ofDelegate())).not.toContain(words.answer);
  await act(id, { act: 'show' });
  expect((await ofDelegate(another)).questions).toMatchObject([
    { id, mine: false, mission: null, answer: words.answer, reason: null },
  ]);
  await expect(answer(about, id, 'Something else.')).rejects.toMatchObject({ code: 'stale' });
  await act(id, { act: 'set_aside', reason: 'It names somebody.' });
  expect((await ofDelegate(another)).questions).toEqual([]);
  expect((await ofDelegate()).questions).toMatchObject([
    { id, state: 'set_aside', reason: 'It names somebody.', answer: null },
  ]);
  expect(await ofSpeaker()).toEqual({ questions: [] });

  // Ten an hour for a mission, whoever of it asks; another's are its own.
  for (let more = 1; more < QUESTIONS_AN_HOUR; more += 1) await ask(delegate, other.statementId);
  await expect(ask(delegate, other.statementId)).rejects.toMatchObject({ code: 'too_many_requests' });
  await ask(another, about.statementId, newId(), true);
  const told = await api.parts.prisma.$queryRaw<{ text: string }[]>`
    select coalesce(string_agg(t::text, ''), '') as text from audit_payload t`;
  expect(told[0]?.text).not.toContain(words.body.slice(0, 20));
}
