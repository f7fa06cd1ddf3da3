import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerDecision } from './answer-decision.ts';
import { decide, type NewDecision } from './decide.ts';
import { undoDecision } from './undo-decision.ts';
import { withdrawStatement } from './withdraw-statement.ts';

const FLOOR_MS = 300_000;
let house: House;
let guest: Invited;
let take: { takeId: string; cutId: string };

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  guest = await house.invite({ floorTimeMs: FLOOR_MS, email: 'speaker@test.invalid' });
  take = await house.addTake(guest.statementId, { lengthMs: FLOOR_MS });
  house.jobs.length = 0;
});

const statement = async () => {
  const row = await house.store.statements.byId(guest.statementId);
  if (row === null) throw new Error('the statement is gone');
  return row;
};
async function say(kind: NewDecision['kind'], options: Partial<NewDecision> = {}) {
  const { version } = await statement();
  return await decide(house.parts, {
    actor: house.coordinator,
    statementId: guest.statementId,
    kind,
    takeId: take.takeId,
    cutId: take.cutId,
    reason: 'As agreed',
    version,
    ...options,
  });
}
async function undo(decisionId: string) {
  const { version } = await statement();
  return await undoDecision(house.parts, { actor: house.coordinator, decisionId, version });
}
const staffCut = (removesOnlySilence: boolean | null, measuredMs = FLOOR_MS - 10_000) =>
  house.addCut(take.takeId, {
    edit: { inMs: 10_000, outMs: FLOOR_MS, removals: [] },
    measuredMs,
    removesOnlySilence,
  });
const mails = (kind: string) =>
  house.store.prisma.mail.count({ where: { kind, invitationId: guest.invitationId } });

describe('a decision', () => {
  it('approves a whole take that is exactly as long as the floor time', async () => {
    const { state, needsYes } = await say('approve');
    expect({ state, needsYes }).toEqual({ state: 'approved', needsYes: false });
    expect((await statement()).state).toBe('approved');
    expect(house.heard.at(-1)).toMatchObject({ what: 'statement', statementId: guest.statementId });
  });

  it('refuses a cut that is one millisecond over, however short its edit list', async () => {
    const cutId = await staffCut(true, FLOOR_MS + 1);
    await expect(say('approve', { cutId })).rejects.toMatchObject({ code: 'over_floor_time' });
    expect((await statement()).state).toBe('in_review');
  });

  it('refuses what is not ready, what belongs elsewhere and what names no cut', async () => {
    const coming = await house.addTake(guest.statementId, { state: 'preparing' });
    await expect(say('approve', coming)).rejects.toMatchObject({ code: 'take_not_ready' });
    const making = await house.addCut(take.takeId, {
      edit: { inMs: 0, outMs: 1000, removals: [] },
      measuredMs: 1000,
      state: 'making',
    });
    await expect(say('approve', { cutId: making })).rejects.toMatchObject({ code: 'cut_not_ready' });
    const stranger = await house.invite();
    const theirs = await house.addTake(stranger.statementId);
    await expect(say('approve', theirs)).rejects.toMatchObject({ code: 'not_found' });
    await expect(say('approve', { cutId: theirs.cutId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(say('approve', { cutId: null })).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(say('approve', { reason: ' \n' })).rejects.toMatchObject({ code: 'reason_required' });
    await expect(say('approve', { actor: guest.speaker })).rejects.toMatchObject({ code: 'not_allowed' });
    expect(await house.store.decisions.ofStatement(guest.statementId)).toEqual([]);
  });

  it('asks for changes, by mail, and declines', async () => {
    const asked = await say('ask_changes', { cutId: null, messageToSpeaker: 'Please speak up.' });
    expect(asked.state).toBe('changes_requested');
    expect(await mails('changes_requested')).toBe(1);
    expect(house.jobs.map(({ name }) => name)).toEqual(['mail.send']);
    expect((await say('decline')).state).toBe('declined');
  });

  it('approves after all what was declined, through review', async () => {
    await say('decline');
    expect((await say('approve')).state).toBe('approved');
    const history = await house.store.history.ofSubjects([guest.statementId]);
    expect(history.map(({ to }) => to)).toEqual(['in_review', 'declined', 'in_review', 'approved']);
  });

  it('is stale when somebody decided since, and one of two at once is', async () => {
    const { version } = await statement();
    await say('ask_changes');
    await expect(say('approve', { version })).rejects.toMatchObject({ code: 'stale' });
    const seen = (await statement()).version;
    const both = await Promise.allSettled([
      say('approve', { version: seen }),
      say('decline', { version: seen }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } });
    expect(await house.store.decisions.ofStatement(guest.statementId)).toHaveLength(2);
  });

  it('is not made about what was withdrawn', async () => {
    await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
    await expect(say('approve')).rejects.toMatchObject({ code: 'statement_withdrawn' });
  });
});

describe("a cut by the staff needs the speaker's yes", () => {
  it('unless all that it removes measured silent', async () => {
    expect(await say('approve', { cutId: await staffCut(true) })).toMatchObject({ state: 'approved' });
    expect(await say('approve', { cutId: await staffCut(false) })).toMatchObject({ needsYes: true });
    expect(await say('approve', { cutId: await staffCut(null) })).toMatchObject({ needsYes: true });
  });

  it('and a yes approves, once, by the speaker it was asked of', async () => {
    const { decisionId, state } = await say('approve', { cutId: await staffCut(false) });
    expect(state).toBe('awaiting_speaker');
    expect(await mails('cut_question')).toBe(1);
    const stranger = await house.invite();
    const answer = { decisionId, answer: 'yes' as const };
    await expect(answerDecision(house.parts, { actor: stranger.speaker, ...answer })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(answerDecision(house.parts, { actor: house.coordinator, ...answer })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    expect(await answerDecision(house.parts, { actor: guest.speaker, ...answer })).toEqual({
      state: 'approved',
    });
    await expect(answerDecision(house.parts, { actor: guest.speaker, ...answer })).rejects.toMatchObject({
      code: 'nothing_to_answer',
    });
    await expect(undo(decisionId)).rejects.toMatchObject({ code: 'cannot_undo' });
  });

  it('and a no, with a note, brings it back to review', async () => {
    const { decisionId } = await say('approve', { cutId: await staffCut(false) });
    const { state } = await answerDecision(house.parts, {
      actor: guest.speaker,
      decisionId,
      answer: 'no',
      note: ' The last sentence matters. ',
    });
    expect(state).toBe('in_review');
    expect(await house.store.decisions.byId(decisionId)).toMatchObject({
      answer: 'no',
      answerNote: 'The last sentence matters.',
    });
  });

  it('and a question that a newer decision overtook is no longer open', async () => {
    const { decisionId } = await say('approve', { cutId: await staffCut(false) });
    await say('approve');
    await expect(
      answerDecision(house.parts, { actor: guest.speaker, decisionId, answer: 'yes' }),
    ).rejects.toMatchObject({ code: 'nothing_to_answer' });
  });

  it('and an answer and an undo at once leave one of them', async () => {
    const { decisionId } = await say('approve', { cutId: await staffCut(false) });
    const outcomes = await Promise.allSettled([
      answerDecision(house.parts, { actor: guest.speaker, decisionId, answer: 'yes' }),
      undo(decisionId),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const decision = await house.store.decisions.byId(decisionId);
    expect((decision?.answer === null) !== (decision?.undoneAt === null)).toBe(true);
  });
});

describe('an undo', () => {
  it('brings back to review', async () => {
    const { decisionId } = await say('approve');
    expect(await undo(decisionId)).toEqual({ statementId: guest.statementId, state: 'in_review' });
    await expect(undo(decisionId)).rejects.toMatchObject({ code: 'cannot_undo' });
  });

  it('lets the earlier approval stand again', async () => {
    await say('approve');
    const newer = await house.addTake(guest.statementId, { lengthMs: 200_000 });
    const { decisionId } = await say('decline', newer);
    expect(await undo(decisionId)).toMatchObject({ state: 'approved' });
  });

  it('takes back the newest alone, by who saw what stands now', async () => {
    const first = await say('ask_changes');
    const { version } = await statement();
    await say('approve');
    await expect(undo(first.decisionId)).rejects.toMatchObject({ code: 'cannot_undo' });
    await expect(
      undoDecision(house.parts, { actor: house.coordinator, decisionId: first.decisionId, version }),
    ).rejects.toMatchObject({ code: 'stale' });
    expect((await statement()).state).toBe('approved');
  });
});
