import type { Input } from '@rostrum/client';
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
  const act = (id: string, body: Input<'POST /api/v1/questions/{id}/acts'>['body']) =>
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
  const show = async (answeredAt: string) => await act(id, { act: 'show', answeredAt });
  await expect(show(new Date().toISOString())).rejects.toMatchObject({ code: 'stale' });
  expect((await ofStaff()).questions).toMatchObject([
    { id, state: 'asked', mission: { name: 'Test mission' }, named: false },
  ]);
  // What a colleague set aside meanwhile goes no further by who saw it before.
  await act(id, { act: 'set_aside', reason: 'It names somebody.' });
  await expect(act(id, { act: 'pass_on', seen: 'asked' })).rejects.toMatchObject({ code: 'stale' });
  await act(id, { act: 'pass_on', seen: 'set_aside' });
  await expect(act(id, { act: 'pass_on', seen: 'set_aside' })).rejects.toMatchObject({ code: 'stale' });
  // Not even the speaker is told who asks, where the mission does not want it.
  expect(await ofSpeaker()).toMatchObject({ questions: [{ id, body: words.body, mission: null }] });
  await expect(answer(other, id, words.answer)).rejects.toMatchObject({ code: 'not_found' });
  const read = async () => {
    const asked = (await ofStaff()).questions.find((one) => one.id === id);
    return { answer: asked?.answer, answeredAt: asked?.answeredAt ?? '' };
  };
  await answer(about, id, null);
  await answer(about, id, 'Ask my colleague.');
  const first = await read();
  await answer(about, id, words.answer);
  const another = await api.delegate(place, { stateCode: 'XZY' });
  expect((await ofDelegate(another)).questions).toEqual([]);
  expect(JSON.stringify(await ofDelegate())).not.toContain(words.answer);
  // No answer is shown but the one that was read.
  await expect(show(first.answeredAt)).rejects.toMatchObject({ code: 'stale' });
  expect((await ofDelegate(another)).questions).toEqual([]);
  const second = await read();
  expect([first.answer, second.answer]).toEqual(['Ask my colleague.', words.answer]);
  await show(second.answeredAt);
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
