import { newId } from '@rostrum/domain';
import { type House, openHouse } from '@rostrum/testkit/house';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { actorOfDevice } from '../links/actor-of-device.ts';
import { openLink } from '../links/open-link.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { boardOf } from './board-of.ts';
import { speakerStatementOf } from './speaker-statement-of.ts';
import { statementDetailOf } from './statement-detail-of.ts';

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
