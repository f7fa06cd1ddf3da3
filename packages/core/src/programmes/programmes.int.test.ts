import { AGREED } from '@rostrum/testkit/agreed';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { endConsent } from '../decisions/end-consent.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { undoDecision } from '../decisions/undo-decision.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import type { DecisionKind } from '../ports/store/decisions.ts';
import { boardRowsOf } from '../queries/board-of.ts';
import { pulseOf, watchHomeOf, watchProgrammeOf } from '../queries/watch-of.ts';
import { changeInvitation } from '../sessions/change-invitation.ts';
import { pastRevisions } from './past-revisions.ts';
import { programmeOf } from './programme-of.ts';
import { publishProgramme } from './publish-programme.ts';
import { publishedProgramme, standingOfRevision } from './published-programme.ts';
import { setOrder } from './set-order.ts';
import { unpublishProgramme } from './unpublish-programme.ts';

let house: House;
let reviewId: string;
let first: Invited;
let second: Invited;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  reviewId = await house.addReview();
  first = await house.invite({ reviewId });
  second = await house.invite({ reviewId });
});

/** The same store, with what is asked of its repositories. */
function counting(store: House['store']): readonly [House['store'], string[]] {
  const calls: string[] = [];
  const watched = (owner: string, repository: object) =>
    new Proxy(repository, {
      get(target, name) {
        calls.push(`${owner}.${String(name)}`);
        return Reflect.get(target, name);
      },
    });
  const all = new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'object' && value !== null ? watched(String(name), value) : value;
    },
  });
  return [all, calls];
}

async function say(
  { statementId }: Invited,
  kind: DecisionKind,
  about: { takeId: string; cutId: string },
): Promise<string> {
  const version = (await house.store.statements.byId(statementId))?.version ?? 0;
  const { decisionId } = await decide(house.parts, {
    actor: house.coordinator,
    statementId,
    kind,
    reason: 'Seen',
    version,
    ...about,
  });
  return decisionId;
}
async function approve(guest: Invited, media: Parameters<House['addTake']>[1] = {}) {
  const take = await house.addTake(guest.statementId, media);
  return { ...take, decisionId: await say(guest, 'approve', take) };
}
const publish = (...guests: Invited[]) =>
  publishProgramme(house.parts, {
    actor: house.coordinator,
    reviewId,
    statementIds: guests.map(({ statementId }) => statementId),
  });
const withdraw = ({ speaker, statementId }: Invited) =>
  withdrawStatement(house.parts, { actor: speaker, statementId });
const kinds = (items: readonly { kind: string }[]) => items.map(({ kind }) => kind);
const order = (items: readonly { statementId: string }[]) => items.map(({ statementId }) => statementId);
const shownIn = (revision: { items: { kind: string; statementId: string }[] } | null) =>
  order(revision?.items.filter(({ kind }) => kind === 'statement') ?? []);
const now = () => programmeOf(house.parts, { reviewId });
const rejects = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

describe('publishing', () => {
  it('shows exactly the cuts decided on, in the order named, with cards for the others', async () => {
    const third = await house.invite({ reviewId });
    const one = await approve(first, { lengthMs: 100_000 });
    const two = await approve(second, { lengthMs: 200_000 });
    const revision = await publish(second, first);
    expect(revision).toMatchObject({ number: 1, state: 'published', cause: 'coordinator' });
    expect(revision.items).toMatchObject([
      { position: 0, kind: 'statement', statementId: second.statementId, cutId: two.cutId },
      { position: 1, kind: 'statement', statementId: first.statementId, cutId: one.cutId },
      { position: 2, kind: 'card', statementId: third.statementId, cutId: null },
    ]);
    const { published, draft } = await now();
    expect(published?.items.map(({ startMs, lengthMs }) => [startMs, lengthMs])).toEqual([
      [0, 200_000],
      [200_000, 100_000],
      [300_000, 0],
    ]);
    expect(published?.lengthMs).toBe(300_000);
    expect(draft.differsFromPublished).toBe(false);
  });

  it('keeps the older take shown while a newer one waits for its own decision', async () => {
    const { cutId } = await approve(first);
    await publish(first);
    await house.addTake(first.statementId);
    const { published, draft } = await now();
    expect(published?.items[0]).toMatchObject({ cutId });
    expect(draft.items[0]).toMatchObject({ cutId });
    const newer = await approve(first);
    expect((await now()).draft.differsFromPublished).toBe(true);
    expect((await publish(first)).items[0]).toMatchObject({ cutId: newer.cutId });
  });

  it('keeps it also where changes to a newer take are asked for, or its cut waits for a yes', async () => {
    const { cutId } = await approve(first);
    await approve(second);
    await publish(first);
    const newer = await house.addTake(first.statementId);
    await say(first, 'ask_changes', newer);
    expect((await publish(first, second)).items).toMatchObject([{ cutId }, { kind: 'statement' }]);
    const edit = { inMs: 1000, outMs: 300_000, removals: [] };
    const shorter = await house.addCut(newer.takeId, {
      edit,
      measuredMs: 299_000,
      removesOnlySilence: false,
    });
    await say(first, 'approve', { takeId: newer.takeId, cutId: shorter });
    expect((await house.store.statements.byId(first.statementId))?.state).toBe('awaiting_speaker');
    expect((await publish(second, first)).items).toMatchObject([{ kind: 'statement' }, { cutId }]);
    // Left out once, it is no longer what is published, and waits with the newer one.
    await publish(second);
    await rejects(publish(first, second), 'awaiting_speaker');
  });

  it('keeps nothing of a take that is itself to be changed, or of what was declined', async () => {
    const shown = await approve(first);
    const other = await approve(second);
    await publish(first, second);
    await say(first, 'ask_changes', shown);
    await rejects(publish(first, second), 'not_approved');
    const newer = await house.addTake(second.statementId);
    await say(second, 'decline', newer);
    await rejects(publish(second), 'not_approved');
    expect((await now()).published?.items[1]).toMatchObject({ cutId: other.cutId });
  });

  it('refuses what is not approved, waits for the speaker, or is of another review', async () => {
    await rejects(publish(first), 'not_approved');
    const { takeId } = await house.addTake(first.statementId);
    await rejects(publish(first), 'not_approved');
    const cutId = await house.addCut(takeId, {
      edit: { inMs: 1000, outMs: 300_000, removals: [] },
      measuredMs: 299_000,
      removesOnlySilence: false,
    });
    const version = (await house.store.statements.byId(first.statementId))?.version ?? 0;
    await decide(house.parts, {
      actor: house.coordinator,
      statementId: first.statementId,
      kind: 'approve',
      reason: 'Good',
      version,
      takeId,
      cutId,
    });
    await rejects(publish(first), 'awaiting_speaker');
    const elsewhere = await house.invite();
    await approve(elsewhere);
    await rejects(publish(elsewhere), 'not_found');
    await rejects(publish(), 'programme_empty');
    await rejects(
      publishProgramme(house.parts, { actor: first.speaker, reviewId, statementIds: [] }),
      'not_allowed',
    );
  });

  it('refuses statements that cannot play as one', async () => {
    await approve(first, { renditions: ['720p', '480p'] });
    await approve(second, { renditions: ['360p'] });
    await rejects(publish(first, second), 'renditions_differ');
    await approve(second, { renditions: ['480p'], initMark: 'other' });
    await rejects(publish(first, second), 'renditions_differ');
    await approve(second, { renditions: ['480p'] });
    expect(kinds((await publish(first, second)).items)).toEqual(['statement', 'statement']);
  });

  it('supersedes the earlier revision, and of two at once one is a conflict', async () => {
    await approve(first);
    await approve(second);
    const { id } = await publish(first);
    const both = await Promise.allSettled([publish(first, second), publish(second, first)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    const { published, earlier } = await now();
    expect(published?.number).toBe(2);
    expect(earlier).toMatchObject([{ id, number: 1, state: 'superseded' }]);
  });

  it('of two first revisions at once publishes one, and the other is a conflict', async () => {
    await approve(first);
    await approve(second);
    const both = await Promise.allSettled([publish(first), publish(second)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    expect((await now()).published?.number).toBe(1);
  });

  it('publishes what was looked at, or nothing', async () => {
    await approve(first);
    await approve(second);
    const named = (mark: string, ...guests: Invited[]) =>
      publishProgramme(house.parts, {
        actor: house.coordinator,
        reviewId,
        mark,
        statementIds: guests.map(({ statementId }) => statementId),
      });
    const looked = (await now()).draft.mark;
    await rejects(named('another', first, second), 'stale');
    expect(await named(looked, first, second)).toMatchObject({ number: 1 });
    // Two who looked at the same: the second is told, and nothing is published twice.
    await rejects(named(looked, first, second), 'stale');
    // A corrected name is read at once wherever it is shown, and is part of what is looked at.
    const before = await now();
    await changeInvitation(house.parts, {
      actor: house.coordinator,
      invitationId: second.invitationId,
      patch: { organisation: { name: 'Corrected', kind: 'cso', nhriStatus: null } },
    });
    expect((await now()).epoch).toBe(before.epoch + 1);
    await rejects(named(before.draft.mark, first, second), 'stale');
    const again = (await now()).draft.mark;
    await withdraw(second);
    await rejects(named(again, first, second), 'stale');
    const { draft } = await now();
    expect(draft.obstacles).toEqual([{ statementId: second.statementId, code: 'statement_withdrawn' }]);
    // Made by the withdrawal itself.
    expect(await pastRevisions(house.parts, { reviewId })).toMatchObject([
      { number: 2, cause: 'withdrawal', publishedBy: null, items: [{ kind: 'statement' }, { kind: 'card' }] },
      { number: 1, cause: 'coordinator', items: [{ kind: 'statement' }, { kind: 'statement' }] },
    ]);
    const asked = async () => {
      const [store, calls] = counting(house.store);
      await pastRevisions({ store }, { reviewId });
      return calls.length;
    };
    const ofTwo = await asked();
    expect(await named(draft.mark, first)).toMatchObject({ number: 3 });
    // As many questions for three revisions as for two.
    expect(await asked()).toBe(ofTwo);
  });

  it('is no more undone than what it shows', async () => {
    const { decisionId } = await approve(first);
    await publish(first);
    const version = (await house.store.statements.byId(first.statementId))?.version ?? 0;
    await rejects(
      undoDecision(house.parts, { actor: house.coordinator, decisionId, version }),
      'cannot_undo',
    );
  });
});

describe('the order', () => {
  it('is the State, the A-status institution, then the organisations, until one is kept', async () => {
    const state = await house.invite({ reviewId, kind: 'state' });
    const b = await house.invite({ reviewId, kind: 'nhri', nhriStatus: 'B' });
    const a = await house.invite({ reviewId, kind: 'nhri', nhriStatus: 'A' });
    const ids = [state, a, b, first, second].map(({ statementId }) => statementId);
    expect(order((await now()).draft.items)).toEqual(ids);
    const kept = ids.toReversed();
    const set = (statementIds: string[]) =>
      setOrder(house.parts, { actor: house.coordinator, reviewId, statementIds, audience: 'missions' });
    await set(kept);
    expect(order((await now()).draft.items)).toEqual(kept);
    const late = await house.invite({ reviewId });
    expect(order((await now()).draft.items)).toEqual([...kept, late.statementId]);
    const elsewhere = await house.invite();
    await rejects(set([elsewhere.statementId]), 'conflict');
    await rejects(set([a.statementId, a.statementId]), 'conflict');
  });

  it('survives a withdrawal, and published numbers rise without a gap', async () => {
    await approve(first);
    await approve(second);
    await publish(first, second);
    const kept = [second.statementId, first.statementId];
    await setOrder(house.parts, {
      actor: house.coordinator,
      reviewId,
      statementIds: kept,
      audience: 'missions',
    });
    await withdraw(first);
    const { published, draft } = await now();
    expect(published).toMatchObject({ number: 2, cause: 'withdrawal' });
    expect(order(draft.items)).toEqual(kept);
    expect(await publish(second)).toMatchObject({ number: 3 });
  });
});

describe('consent', () => {
  const consent = ({ speaker }: Invited, audience: 'missions' | 'session', endsAt: Date | null = null) =>
    setConsent(house.parts, { actor: speaker, audience, endsAt, masterAllowed: false, ...AGREED });
  const widen = (audience: 'missions' | 'session') =>
    setOrder(house.parts, { actor: house.coordinator, reviewId, statementIds: [], audience });

  it('that does not reach as far as the programme gets the card', async () => {
    await approve(first);
    await approve(second);
    await consent(second, 'session');
    await widen('session');
    const { draft } = await now();
    expect(draft.obstacles).toEqual([{ statementId: first.statementId, code: 'audience_too_wide' }]);
    expect(kinds((await publish(first, second)).items)).toEqual(['card', 'statement']);
  });

  it('that is narrower than a published programme narrows it at once', async () => {
    await approve(first);
    await widen('session');
    await consent(first, 'session');
    const { id } = await publish(first);
    expect(await standingOfRevision(house.parts, { revisionId: id })).toMatchObject({ audience: 'session' });
    await house.store.prisma.invitation.update({
      where: { id: first.invitationId },
      data: { consentAudience: 'missions' },
    });
    expect(await standingOfRevision(house.parts, { revisionId: id })).toMatchObject({ audience: 'missions' });
    await consent(first, 'missions');
    const { published } = await now();
    expect(published).toMatchObject({ number: 2, cause: 'consent_ended', audience: 'missions', lengthMs: 0 });
    expect(kinds(published?.items ?? [])).toEqual(['card', 'card']);
  });

  it('that ends takes the statement from view: at once for the gateway, and by the sweep for good', async () => {
    await approve(first);
    await approve(second);
    const { id } = await publish(first, second);
    const endsAt = new Date(house.parts.clock.now().getTime() + 1000);
    await consent(first, 'missions', endsAt);
    expect(await endConsent(house.parts, { statementId: first.statementId })).toBe('nothing');
    house.passMs(1000);
    const shown = await publishedProgramme(house.parts, { revisionId: id });
    expect(shown.barred).toEqual([first.statementId]);
    expect(shown.items).toMatchObject([{ kind: 'card', mediaSet: null }, { kind: 'statement' }]);
    expect(await house.store.statements.publishedPastConsent(house.parts.clock.now())).toContain(
      first.statementId,
    );
    expect(await endConsent(house.parts, { statementId: first.statementId })).toBe('ended');
    expect(await endConsent(house.parts, { statementId: first.statementId })).toBe('nothing');
    const { published, epoch } = await now();
    expect(published).toMatchObject({ number: 2, cause: 'consent_ended' });
    expect(kinds(published?.items ?? [])).toEqual(['card', 'statement']);
    expect(epoch).toBe(1);
    expect((await house.store.statements.byId(first.statementId))?.state).toBe('approved');
    await rejects(publish(first), 'programme_empty');
    // Whoever decides and publishes is told why.
    const { statementId } = first;
    expect((await now()).draft.obstacles).toContainEqual({ statementId, code: 'consent_ended' });
    const sessionId = (await house.store.reviews.byId(reviewId))?.sessionId ?? '';
    const { rows } = await boardRowsOf(house.parts, { sessionId, statementIds: [statementId] });
    expect(rows).toMatchObject([{ consentEnded: true, stage: 'approved' }]);
  });

  it('that was never given stops what is named, and nothing else', async () => {
    const silent = await house.invite({ reviewId, consents: false });
    await approve(first);
    await approve(silent);
    const { draft } = await now();
    const { statementId } = silent;
    expect(draft.obstacles).toContainEqual({ statementId, code: 'consent_missing' });
    expect(draft.items.find((item) => item.statementId === statementId)).toMatchObject({ kind: 'card' });
    await rejects(publish(first, silent), 'consent_missing');
    expect(kinds((await publish(first)).items)).toEqual(['statement', 'card', 'card']);
    await consent(silent, 'missions');
    expect(kinds((await publish(first, silent)).items)).toEqual(['statement', 'card', 'statement']);
  });

  it('does not end before it is given, unless nobody chose its end anew', async () => {
    await approve(first);
    const now = house.parts.clock.now().getTime();
    await rejects(consent(first, 'missions', new Date(now)), 'consent_end_passed');
    expect(await house.store.invitations.byId(first.invitationId)).toMatchObject({ consentEndsAt: null });
    const endsAt = new Date(now + 1000);
    await consent(first, 'missions', endsAt);
    house.passMs(2000);
    await consent(first, 'session', endsAt);
    expect(await house.store.invitations.byId(first.invitationId)).toMatchObject({
      consentAudience: 'session',
      consentEndsAt: endsAt,
    });
    await rejects(consent(first, 'missions', new Date(now + 500)), 'consent_end_passed');
  });

  it('is given by the speaker alone', async () => {
    await rejects(
      setConsent(house.parts, {
        actor: house.coordinator,
        audience: 'public',
        endsAt: null,
        masterAllowed: true,
        ...AGREED,
      }),
      'not_allowed',
    );
  });
});

describe('a withdrawal', () => {
  it('of the only statement leaves who would have spoken, and nothing that plays', async () => {
    await approve(first);
    const before = await publish(first);
    await withdraw(first);
    const { published, epoch } = await now();
    expect(published).toMatchObject({ number: 2, cause: 'withdrawal', state: 'published', lengthMs: 0 });
    expect(kinds(published?.items ?? [])).toEqual(['card', 'card']);
    expect(epoch).toBe(1);
    const shown = await publishedProgramme(house.parts, { revisionId: published?.id ?? '' });
    expect(shown.items.map(({ mediaSet, card }) => [mediaSet, card])).toEqual([
      [null, null],
      [null, null],
    ]);
    const { barred, state } = await standingOfRevision(house.parts, { revisionId: before.id });
    expect([barred, state]).toEqual([[first.statementId], 'superseded']);
    expect((await now()).earlier).toMatchObject([{ id: before.id, state: 'superseded' }]);
    // What comes after is the next number.
    await approve(second);
    expect(await publish(second)).toMatchObject({ number: 3 });
  });

  it('makes a new revision with the card, voids every address and erases', async () => {
    await approve(first);
    await approve(second);
    const before = await publish(first, second);
    house.jobs.length = 0;
    await withdraw(first);
    const { published, epoch } = await now();
    expect(published).toMatchObject({ number: 2, cause: 'withdrawal' });
    expect(kinds(published?.items ?? [])).toEqual(['card', 'statement']);
    expect(epoch).toBe(1);
    expect(await publishedProgramme(house.parts, { revisionId: before.id })).toMatchObject({
      state: 'superseded',
      epoch: 1,
      barred: [first.statementId],
      items: [{ kind: 'card', mediaSet: null }, { kind: 'statement' }],
    });
    expect(house.jobs).toEqual([{ name: 'statement.erase', payload: { statementId: first.statementId } }]);
    expect(house.cancelled).toContain(first.statementId);
    expect(await house.store.statements.byId(first.statementId)).toMatchObject({
      state: 'withdrawn',
      withdrawnAt: house.parts.clock.now(),
    });
    await withdraw(first);
    expect((await now()).epoch).toBe(1);
    await rejects(publish(first, second), 'not_approved');
  });

  it('of what is not shown leaves every address as it is', async () => {
    await approve(first);
    await approve(second);
    const { id } = await publish(first);
    await withdraw(second);
    const { published, epoch } = await now();
    expect(published).toMatchObject({ id, number: 1 });
    expect(epoch).toBe(0);
  });

  it('is of the speaker’s own statement', async () => {
    await rejects(
      withdrawStatement(house.parts, { actor: second.speaker, statementId: first.statementId }),
      'not_found',
    );
    await rejects(
      withdrawStatement(house.parts, { actor: house.coordinator, statementId: first.statementId }),
      'not_allowed',
    );
  });

  it('of two at once takes both from view, and the third stays', async () => {
    const third = await house.invite({ reviewId });
    for (const guest of [first, second, third]) await approve(guest);
    await publish(first, second, third);
    await Promise.all([withdraw(first), withdraw(second)]);
    const { published, epoch } = await now();
    expect(published?.number).toBe(3);
    expect(kinds(published?.items ?? [])).toEqual(['card', 'card', 'statement']);
    expect(epoch).toBe(2);
  });

  it('while it is being published leaves nothing of it in view, whoever comes first', async () => {
    await approve(first);
    await approve(second);
    for (const [named, late] of [[[first, second], first] as const, [[second], second] as const]) {
      const before = await now();
      const [publishing] = await Promise.allSettled([publish(...named), withdraw(late)]);
      if (publishing?.status === 'rejected') {
        expect(['not_approved', 'conflict']).toContain(publishing.reason.code);
      }
      const after = await now();
      expect(shownIn(after.published)).not.toContain(late.statementId);
      const wasShown = [before.published, publishing?.status === 'fulfilled' ? publishing.value : null].some(
        (revision) => shownIn(revision).includes(late.statementId),
      );
      expect(after.epoch).toBe(before.epoch + (wasShown ? 1 : 0));
    }
    expect((await now()).published).toBeNull();
  });
});

describe('a delegate', () => {
  it('watches what is published of the own session, and hears when it changes', async () => {
    await approve(first);
    const review = await house.store.reviews.byId(reviewId);
    const missionId = '0b8f4f8e-53e0-4df7-9d4e-1f5a5a0e8f11';
    await house.store.missions.addMissing([{ id: missionId, stateCode: 'URY', name: 'A mission' }]);
    const sessionId = review?.sessionId ?? '';
    const actor = { kind: 'delegate', missionId, sessionId, deviceId: missionId } as const;
    await rejects(watchProgrammeOf(house.parts, { actor, reviewId }), 'not_found');
    expect(await pulseOf(house.parts, { actor, reviewId })).toMatchObject({ revisionId: null, epoch: 0 });
    const { id } = await publish(first);
    const watched = await watchProgrammeOf(house.parts, { actor, reviewId });
    expect(watched.revision).toMatchObject({ id, lengthMs: 300_000 });
    const home = await watchHomeOf(house.parts, { actor });
    expect(home.reviews.find((one) => one.review.id === reviewId)?.published).toMatchObject({
      number: 1,
      statements: 1,
      lengthMs: 300_000,
    });
    await unpublishProgramme(house.parts, { actor: house.coordinator, reviewId, reason: 'A mistake' });
    expect(await pulseOf(house.parts, { actor, reviewId })).toMatchObject({ revisionId: null, epoch: 1 });
    const elsewhere = await house.addReview({ sessionId: await house.addSession() });
    await rejects(pulseOf(house.parts, { actor, reviewId: elsewhere }), 'not_found');
    await rejects(watchHomeOf(house.parts, { actor: house.coordinator }), 'not_allowed');
  });
});
