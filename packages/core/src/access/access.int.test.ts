import { type Actor, type Audience, newId } from '@rostrum/domain';
import { AGREED } from '@rostrum/testkit/agreed';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attendanceOf } from '../attendance/attendance-of.ts';
import { decide } from '../decisions/decide.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { stillTrue } from '../mail/still-true.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { setOrder } from '../programmes/set-order.ts';
import { pulseOf, watchHomeOf, watchProgrammeOf } from '../queries/watch-of.ts';
import { askQuestion } from '../questions/ask-question.ts';
import { decideQuestion } from '../questions/decide-question.ts';
import { waitingQuestionsOf } from '../questions/questions-of.ts';
import { accessOf } from './access-of.ts';
import { endWindows } from './end-windows.ts';
import { setPublicFrom } from './set-public-from.ts';
import { setWatchWindow } from './set-watch-window.ts';

const HOUR_MS = 3_600_000;
const MISSION = '0b8f4f8e-53e0-4df7-9d4e-1f5a5a0e8f11';

let house: House;
let sessionId: string;
let reviewId: string;
let guest: Invited;
/** Of another State of the same session. */
let neighbour: Invited;

beforeAll(async () => {
  house = await openHouse();
  await house.store.missions.addMissing([{ id: MISSION, stateCode: 'URY', name: 'A mission' }]);
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  sessionId = await house.addSession();
  reviewId = await house.addReview({ sessionId, stateCode: 'NRU' });
  guest = await house.invite({ reviewId });
  neighbour = await house.invite({ reviewId: await house.addReview({ sessionId, stateCode: 'LBN' }) });
});

const mission = (of = sessionId): Actor => ({
  kind: 'delegate',
  missionId: MISSION,
  sessionId: of,
  deviceId: MISSION,
});
const consent = (of: Invited, audience: Audience) =>
  setConsent(house.parts, { actor: of.speaker, audience, endsAt: null, masterAllowed: false, ...AGREED });
const tier = (audience: Audience) =>
  setOrder(house.parts, { actor: house.coordinator, reviewId, statementIds: [], audience });
const later = (ms: number) => new Date(house.parts.clock.now().getTime() + ms);
const window = (opensAt: Date | null, closesAt: Date | null) =>
  setWatchWindow(house.parts, { actor: house.coordinator, sessionId, window: { opensAt, closesAt } });

/** Published with the guest's statement in it. */
async function published(audience: Audience, consented: Audience): Promise<void> {
  await consent(guest, consented);
  const take = await house.addTake(guest.statementId);
  const version = (await house.store.statements.byId(guest.statementId))?.version ?? 0;
  await decide(house.parts, {
    actor: house.coordinator,
    statementId: guest.statementId,
    kind: 'approve',
    reason: 'Seen',
    version,
    ...take,
  });
  await tier(audience);
  await publishProgramme(house.parts, {
    actor: house.coordinator,
    reviewId,
    statementIds: [guest.statementId],
  });
}

/** Of the three, who is given the programme; and whether home and pulse say the same. */
async function watchers(): Promise<string[]> {
  const who = { mission: mission(), speaker: neighbour.speaker, anybody: null } as const;
  const open: string[] = [];
  for (const [name, actor] of Object.entries(who)) {
    const given = await watchProgrammeOf(house.parts, { actor, reviewId }).then(
      () => true,
      (error: { code?: string }) => {
        expect(error.code).toBe('not_found');
        return false;
      },
    );
    if (given) open.push(name);
    const pulse = await pulseOf(house.parts, { actor, reviewId }).catch(() => null);
    expect(pulse?.revisionId != null, `the pulse of ${name}`).toBe(given);
    if (actor === null) continue;
    const home = await watchHomeOf(house.parts, { actor });
    const shown = home.reviews.find(({ review }) => review.id === reviewId)?.published ?? null;
    expect(shown !== null, `the home of ${name}`).toBe(given);
  }
  return open;
}

describe('a tier', () => {
  it('of missions is theirs alone, whatever was agreed to', async () => {
    await published('missions', 'public');
    expect(await watchers()).toEqual(['mission']);
  });

  it('of the session is its speakers’, too, those of other States among them', async () => {
    await published('session', 'public');
    expect(await watchers()).toEqual(['mission', 'speaker']);
    const elsewhere = await house.invite();
    await expect(watchProgrammeOf(house.parts, { actor: elsewhere.speaker, reviewId })).rejects.toMatchObject(
      { code: 'not_found' },
    );
  });

  it('that is public becomes so at its instant, and can be taken back', async () => {
    await published('public', 'public');
    expect(await watchers()).toEqual(['mission', 'speaker', 'anybody']);
    const epoch = async () => (await house.store.programmes.ofReview(reviewId))?.epoch ?? 0;
    const before = await epoch();
    const set = (at: Date | null) => setPublicFrom(house.parts, { actor: house.coordinator, reviewId, at });
    await set(later(HOUR_MS));
    // Addresses that were handed out while it was public end.
    expect(await epoch()).toBe(before + 1);
    expect(await watchers()).toEqual(['mission', 'speaker']);
    house.passMs(HOUR_MS);
    expect(await watchers()).toEqual(['mission', 'speaker', 'anybody']);
  });

  it('that widens shows nobody what a speaker did not agree to', async () => {
    await published('missions', 'missions');
    await tier('public');
    // Nothing was published since: what is shown is as it was agreed to.
    expect(await watchers()).toEqual(['mission']);
    const { reviews } = await accessOf(house.parts, { sessionId });
    expect(reviews.find(({ review }) => review.id === reviewId)).toMatchObject({
      tier: { audience: 'public' },
      reaches: 'missions',
    });
  });

  it('closes at once to whom a consent leaves out', async () => {
    await published('session', 'session');
    await consent(guest, 'missions');
    // The statement gave way to its card, and there is nothing else in it: who would have spoken is told to missions.
    expect(await watchers()).toEqual(['mission']);
  });

  it.each(['session', 'public'] as const)(
    'of %s tells missions alone who would have spoken in it',
    async (audience) => {
      await published(audience, audience);
      await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
      expect(await watchers()).toEqual(['mission']);
      const { revision } = await watchProgrammeOf(house.parts, { actor: mission(), reviewId });
      expect(revision).toMatchObject({ cause: 'withdrawal', lengthMs: 0 });
      expect(revision.items.map(({ kind, cutId }) => [kind, cutId])).toContainEqual(['card', null]);
    },
  );
});

describe('a window', () => {
  it('shows nothing before it opens and after it closes, and says when', async () => {
    await published('session', 'session');
    await window(later(HOUR_MS), later(3 * HOUR_MS));
    expect(await watchers()).toEqual([]);
    const home = await watchHomeOf(house.parts, { actor: mission() });
    expect(home).toMatchObject({ windowState: 'before', window: { opensAt: later(HOUR_MS) } });
    house.passMs(HOUR_MS);
    expect(await watchers()).toEqual(['mission', 'speaker']);
    house.passMs(2 * HOUR_MS);
    expect(await watchers()).toEqual([]);
    expect((await watchHomeOf(house.parts, { actor: mission() })).windowState).toBe('after');
  });

  it('that is closed by hand voids what was handed out', async () => {
    await published('missions', 'missions');
    const before = await pulseOf(house.parts, { actor: mission(), reviewId });
    await window(null, later(-HOUR_MS));
    const after = await pulseOf(house.parts, { actor: mission(), reviewId });
    expect(after).toMatchObject({ revisionId: null, admitted: false, epoch: before.epoch + 1 });
  });

  it('that closes by its hour voids what was handed out, once, whoever sweeps', async () => {
    await published('missions', 'missions');
    await window(null, later(HOUR_MS));
    const { epoch } = await pulseOf(house.parts, { actor: mission(), reviewId });
    // Those of other sessions, whose hour has come since.
    await endWindows(house.parts);
    expect((await pulseOf(house.parts, { actor: mission(), reviewId })).epoch).toBe(epoch);
    house.passMs(HOUR_MS);
    // Two processes at once, and one afterwards.
    await Promise.all([endWindows(house.parts), endWindows(house.parts)]);
    expect(await endWindows(house.parts)).toBe(0);
    expect(await pulseOf(house.parts, { actor: mission(), reviewId })).toMatchObject({
      admitted: false,
      epoch: epoch + 1,
    });
    // Opened again, it ends again.
    await window(null, later(HOUR_MS));
    house.passMs(HOUR_MS);
    await endWindows(house.parts);
    expect((await pulseOf(house.parts, { actor: mission(), reviewId })).epoch).toBe(epoch + 2);
  });

  it('does not bind what is public', async () => {
    await published('public', 'public');
    await window(later(HOUR_MS), null);
    expect(await watchers()).toEqual(['mission', 'speaker', 'anybody']);
  });

  it('cannot close before it opens, and is set by staff', async () => {
    await expect(window(later(HOUR_MS), later(0))).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(
      setWatchWindow(house.parts, {
        actor: mission(),
        sessionId,
        window: { opensAt: null, closesAt: null },
      }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('a link', () => {
  it('of another session finds nothing here', async () => {
    await published('public', 'public');
    const elsewhere = mission(await house.addSession());
    await expect(watchProgrammeOf(house.parts, { actor: elsewhere, reviewId })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('of a speaker who took their statement back watches no more', async () => {
    await published('session', 'session');
    const { speaker: actor, statementId } = neighbour;
    await withdrawStatement(house.parts, { actor, statementId });
    await expect(watchHomeOf(house.parts, { actor })).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('the record counts what was published, and not what was taken back', async () => {
  await published('missions', 'missions');
  const totals = async () => (await attendanceOf(house.parts, { sessionId })).totals.session;
  expect(await totals()).toMatchObject({ presessions: 1, presentations: 1 });
  await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
  expect(await totals()).toMatchObject({ presessions: 1, presentations: 0 });
});

it('coordinators are told of questions once an hour, and of none where nothing waits', async () => {
  await published('missions', 'missions');
  const ask = async (id = newId()) => {
    const { statementId } = guest;
    await askQuestion(house.parts, { actor: mission(), id, statementId, body: 'Why?', named: false });
    return id;
  };
  const mails = () =>
    house.store.prisma.mail.findMany({ where: { kind: 'questions_waiting', state: 'waiting' } });
  const first = await ask();
  const second = await ask();
  const [mail, ...more] = await mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ userId: house.coordinator.userId, invitationId: null, secret: null });
  const { actor } = { actor: house.coordinator };
  expect(await waitingQuestionsOf(house.parts, { actor })).toEqual([{ sessionId, count: 2 }]);
  const record = await house.store.mail.get(mail?.id ?? '');
  if (record === null) throw new Error('no mail');
  expect(await stillTrue(house.parts, record)).toBe(true);
  for (const id of [first, second]) {
    await decideQuestion(house.parts, { actor, id, decision: { act: 'set_aside', reason: 'Twice' } });
  }
  expect(await stillTrue(house.parts, record)).toBe(false);
  expect(await waitingQuestionsOf(house.parts, { actor })).toEqual([]);
  house.passMs(HOUR_MS);
  await ask();
  expect(await mails()).toHaveLength(2);
});
