import { type Actor, newId } from '@rostrum/domain';
import { type House, openHouse } from '@rostrum/testkit/house';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dismissMail, retryAllMails, retryMail } from '../administration/failed-mail.ts';
import { removeFailedJob } from '../administration/work-of-queue.ts';
import { assign } from '../board/assign.ts';
import { decide } from '../decisions/decide.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { actorOfDevice } from '../links/actor-of-device.ts';
import { openLink } from '../links/open-link.ts';
import type { SessionUse, StoredKind } from '../ports/store/administration.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { changeSetting, settingOf, settingsOf } from '../settings/settings.ts';
import { boardOf } from './board-of.ts';
import { historyOf } from './history-of.ts';
import { speakerStatementOf } from './speaker-statement-of.ts';
import { statementDetailOf } from './statement-detail-of.ts';
import { verifyStatement } from './verify-statement.ts';

const BOARD_QUERIES = 25;
let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});

/** Statements of one session, written at once: the use cases would take minutes for so many. */
async function addMany(sessionId: string, reviews: number, each: number): Promise<void> {
  const { prisma } = house.store;
  for (let r = 0; r < reviews; r += 1) {
    const reviewId = newId();
    await prisma.review.create({
      data: {
        id: reviewId,
        sessionId,
        stateCode: `S${r}`,
        stateName: `State ${r}`,
        position: r,
        slotMs: 3_600_000,
      },
    });
    const rows = Array.from({ length: each }, (_, i) => ({
      i,
      organisation: newId(),
      invitation: newId(),
      statement: newId(),
    }));
    await prisma.organisation.createMany({
      data: rows.map(({ organisation, i }) => ({ id: organisation, name: `Organisation ${i}`, kind: 'cso' })),
    });
    await prisma.invitation.createMany({
      data: rows.map(({ invitation, organisation }) => ({
        id: invitation,
        reviewId,
        organisationId: organisation,
      })),
    });
    await prisma.statement.createMany({
      data: rows.map(({ statement, invitation }) => ({
        id: statement,
        invitationId: invitation,
        state: 'in_review',
      })),
    });
    const now = house.parts.clock.now();
    await prisma.take.createMany({
      data: rows.map(({ statement }) => ({
        id: newId(),
        statementId: statement,
        number: 1,
        state: 'ready',
        way: 'form',
        originalKey: statement,
        beganAt: now,
        lastByteAt: now,
        stateSince: now,
        measuredMs: 300_000,
      })),
    });
  }
}

describe('the board', () => {
  it('shows 500 statements in a handful of queries', async () => {
    const sessionId = await house.addSession();
    await addMany(sessionId, 10, 50);
    const queries = vi.spyOn(pg.Client.prototype, 'query');
    const board = await boardOf(house.parts, { sessionId });
    const count = queries.mock.calls.length;
    queries.mockRestore();
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(BOARD_QUERIES);
    expect(board.reviews).toHaveLength(10);
    expect(board.reviews.flatMap(({ rows }) => rows)).toHaveLength(500);
    expect(board.reviews[0]).toMatchObject({ floorTimeMs: 300_000, floorTimeFrozen: false, published: null });
    expect(board.reviews[9]?.rows[49]).toMatchObject({
      stage: 'to_review',
      fit: { fit: 'within', leftMs: 0 },
      stuck: false,
      take: { state: 'ready' },
    });
  });

  it('tells what waits from what is published, and what is stuck', async () => {
    const sessionId = await house.addSession();
    const reviewId = await house.addReview({ sessionId });
    const [shown, waiting, absent] = [
      await house.invite({ reviewId }),
      await house.invite({ reviewId }),
      await house.invite({ reviewId }),
    ];
    const take = await house.addTake(shown.statementId);
    await approve(shown.statementId, take);
    const { statementId } = shown;
    await publishProgramme(house.parts, { actor: house.coordinator, reviewId, statementIds: [statementId] });
    const { takeId } = await house.addTake(waiting.statementId);
    await house.store.prisma.cut.updateMany({ where: { takeId }, data: { state: 'failed' } });
    house.passMs(30 * 24 * 60 * 60_000);
    const board = await boardOf(house.parts, { sessionId });
    const rows = new Map(board.reviews[0]?.rows.map((row) => [row.statement.id, row]));
    expect(rows.get(statementId)).toMatchObject({ stage: 'in_programme', stuck: false });
    expect(rows.get(waiting.statementId)).toMatchObject({ stage: 'to_review', stuck: true });
    expect(rows.get(absent.statementId)).toMatchObject({
      stage: 'missing',
      take: null,
      fit: { fit: 'unknown' },
    });
    expect(board.reviews[0]?.published).toMatchObject({ number: 1, statements: 1, lengthMs: 300_000 });
  });

  it('is of a session that exists', async () => {
    await expect(boardOf(house.parts, { sessionId: newId() })).rejects.toMatchObject({ code: 'not_found' });
  });
});

async function approve(statementId: string, about: { takeId: string; cutId: string }) {
  const version = (await house.store.statements.byId(statementId))?.version ?? 0;
  return await decide(house.parts, {
    actor: house.coordinator,
    statementId,
    kind: 'approve',
    reason: 'An internal word',
    version,
    ...about,
  });
}

describe('one statement', () => {
  it('shows the staff takes, cuts, decisions with their names, and history', async () => {
    const { statementId } = await house.invite();
    const take = await house.addTake(statementId);
    await approve(statementId, take);
    const detail = await statementDetailOf(house.parts, { statementId });
    expect(detail.takes).toMatchObject([
      { id: take.takeId, mediaSet: { complete: true }, cuts: [{ id: take.cutId, fit: { fit: 'within' } }] },
    ]);
    expect(detail.decisions).toMatchObject([{ decidedBy: 'A coordinator', reason: 'An internal word' }]);
    expect(detail.history.map(({ from, to }) => [from, to])).toEqual([
      ['invited', 'in_review'],
      ['in_review', 'approved'],
    ]);
    expect(detail.inProgramme).toBeNull();
  });

  it('shows the speaker the question, the attempts left and the devices', async () => {
    const guest = await house.invite();
    const opened = await openLink(house.parts, { token: guest.token, deviceToken: null });
    if (opened.outcome !== 'open') throw new Error('a code was asked for');
    const actor = await actorOfDevice(house.parts, opened.deviceToken);
    if (actor === null) throw new Error('nobody');
    const { takeId } = await house.addTake(guest.statementId);
    const edit = { inMs: 5000, outMs: 300_000, removals: [] };
    const cutId = await house.addCut(takeId, { edit, measuredMs: 295_000 });
    const { decisionId } = await approve(guest.statementId, { takeId, cutId });
    const shown = await speakerStatementOf(house.parts, { actor });
    expect(shown.question).toMatchObject({ decisionId, cut: { id: cutId, edit } });
    expect(shown.attempts).toEqual({ used: 1, allowed: 3 });
    expect(shown.devices).toMatchObject([{ current: true, byCode: false }]);
    // The clock of this house stands after the deadline by now.
    expect(shown).toMatchObject({ mayBegin: false, mayNotBeginBecause: 'deadline_passed', published: false });
    await expect(speakerStatementOf(house.parts, { actor: house.coordinator })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

describe('the history', () => {
  it('tells who did what, one act once, and what is left of it after an erasure', async () => {
    const reviewId = await house.addReview();
    const guest = await house.invite({ reviewId });
    const { statementId } = guest;
    const take = await house.addTake(statementId);
    const { coordinator } = house;
    await assign(house.parts, {
      actor: coordinator,
      statementIds: [statementId],
      userId: coordinator.userId,
    });
    await approve(statementId, take);
    await publishProgramme(house.parts, { actor: coordinator, reviewId, statementIds: [statementId] });
    const { items } = await historyOf(house.parts, { statementId });
    const said = items.map(({ action }) => action);
    expect(said.slice(0, 3)).toEqual([
      'programmeRevision.published',
      'statement.decided.approve',
      'statement.assigned',
    ]);
    // The decision moved the statement: that is the same act.
    expect(said).not.toContain('statement.approved');
    expect(items[0]).toMatchObject({ revision: { number: 1, kind: 'statement', position: 1 } });
    expect(items[1]).toMatchObject({ actor: { name: 'A coordinator' }, take: 1, cut: 1, minor: false });
    expect(JSON.stringify(items)).not.toContain('An internal word');

    await withdrawStatement(house.parts, { actor: guest.speaker, statementId });
    await house.store.transaction(async (tx) => {
      await tx.erasures.forgetRows(statementId);
      await tx.erasures.bury({ statementId, erasedAt: house.parts.clock.now(), objects: 0, bytes: 0 });
    });
    const left = await historyOf(house.parts, { statementId });
    expect(left.erasedAt).not.toBeNull();
    expect(left.items.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['statement.withdrawn', 'statement.decided.approve', 'invitation.issued']),
    );
    expect(await verifyStatement(house.parts, { statementId })).toMatchObject({ whole: true });
  });
});

describe('settings', () => {
  it('hold as configured until an administrator sets them, of two at once one', async () => {
    const key = 'mail.reminderDays';
    const administrator = { kind: 'administrator', userId: house.coordinator.userId } as const;
    const change = (value: unknown, version: number, actor: Actor = administrator) =>
      changeSetting(house.parts, { actor, key, value, version });
    expect(await settingOf(house.parts, key)).toEqual([7, 2, 1]);
    await expect(change([3], 0, house.coordinator)).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(change([0], 0)).rejects.toMatchObject({ code: 'request_invalid' });
    const both = await Promise.allSettled([change([1, 5], 0), change([2], 0)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } });
    await change([1, 5, 5], 1);
    expect(await settingOf(house.parts, key)).toEqual([5, 1]);
    await change(null, 2);
    const [first] = (await settingsOf(house.parts)).filter((one) => one.key === key);
    expect(first).toMatchObject({ value: [7, 2, 1], set: false, version: 3, changedBy: 'A coordinator' });
    const tolerance = {
      actor: administrator,
      key: 'session.toleranceMs',
      value: 30_000,
      version: 0,
    } as const;
    await changeSetting(house.parts, tolerance);
    const sessionId = await house.addSession();
    expect((await house.store.reviews.session(sessionId))?.minimumShare).toBe(0.6);
    await changeSetting(house.parts, { ...tolerance, value: null, version: 1 });
  });
});

describe('administration', () => {
  it('tells failed mail without its address, and what is stored by session', async () => {
    const reviewId = await house.addReview();
    const guest = await house.invite({ reviewId, email: 'somebody@rostrum.test' });
    const { invitationId, statementId } = guest;
    const mailId = newId();
    const createdAt = house.parts.clock.now();
    await house.store.mail.add({ id: mailId, kind: 'reminder', invitationId, createdAt });
    await house.store.mail.markFailed(mailId, 'not_sent', true);
    const failed = await house.store.administration.failedMails(10);
    expect(failed).toMatchObject([
      { id: mailId, kind: 'reminder', reason: 'not_sent', emptied: false, about: { statementId } },
    ]);
    expect(JSON.stringify(failed)).not.toContain('somebody');
    const { coordinator: actor } = house;
    expect(await retryAllMails(house.parts, { actor })).toEqual({ retried: 1, left: 0 });
    expect(house.jobs.at(-1)).toEqual({ name: 'mail.send', payload: { mailId } });
    await expect(retryMail(house.parts, { actor, mailId })).rejects.toMatchObject({ code: 'not_found' });

    // Seen once more, and listed no more; it is told as it was, so nothing writes it anew.
    await house.store.mail.markFailed(mailId, 'not_sent', true);
    await dismissMail(house.parts, { actor, mailId });
    expect(await house.store.administration.failedMails(10)).toEqual([]);
    await expect(retryMail(house.parts, { actor, mailId })).rejects.toMatchObject({ code: 'not_found' });
    expect(await house.store.mail.get(mailId)).toMatchObject({ state: 'failed' });

    const before = await house.store.administration.storageUse();
    const { takeId } = await house.addTake(statementId);
    await house.store.prisma.take.update({ where: { id: takeId }, data: { sizeBytes: 1234n } });
    const sum = (uses: readonly SessionUse[], kind: StoredKind) =>
      uses.reduce((all, { bytes }) => all + bytes[kind], 0);
    const after = await house.store.administration.storageUse();
    expect(sum(after, 'originals')).toBeGreaterThanOrEqual(sum(before, 'originals') + 1234);
    expect(sum(after, 'renditions')).toBeGreaterThan(sum(before, 'renditions'));
  });

  it('takes a failed job off the list where its take is ready without it, and writes that down', async () => {
    const { coordinator: actor, store } = house;
    const { statementId } = await house.invite();
    const ready = await house.addTake(statementId);
    const preparing = await house.addTake(statementId, { state: 'preparing' });
    const removed: string[] = [];
    const told = { lane: 'media', attempts: 3, failedAtMs: 0, reason: 'internal' } as const;
    const queue: typeof house.parts.queue = {
      ...house.parts.queue,
      failed: async () =>
        [ready, preparing].map(({ takeId }) => ({
          ...told,
          jobId: `take.prepare.${takeId}`,
          name: 'take.prepare',
          payload: { takeId, statementId },
        })),
      async remove(jobId) {
        removed.push(jobId);
        return true;
      },
    };
    const remove = (takeId: string) =>
      removeFailedJob({ store, queue }, { actor, jobId: `take.prepare.${takeId}` });
    await expect(remove(preparing.takeId)).rejects.toMatchObject({ code: 'conflict' });
    await remove(ready.takeId);
    expect(removed).toEqual([`take.prepare.${ready.takeId}`]);
    const entries = await store.prisma.auditEntry.findMany({ where: { action: 'job.removed' } });
    expect(entries).toMatchObject([{ subjectKind: 'job', subjectId: removed[0], actorId: actor.userId }]);
  });
});
