import { type House, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDemonstrationReview } from './add-demonstration-review.ts';
import { addReview } from './add-review.ts';
import { changeInvitation } from './change-invitation.ts';
import { setFloorTime } from './set-floor-time.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});

const floorOf = async (invitationId: string) =>
  (await house.store.invitations.byId(invitationId))?.floorTimeMs;

describe('a review', () => {
  it('is in a session once', async () => {
    const sessionId = await house.addSession();
    const nauru = { actor: house.coordinator, sessionId, stateCode: 'NRU', stateName: 'Nauru' };
    await addReview(house.parts, nauru);
    await expect(addReview(house.parts, nauru)).rejects.toMatchObject({ code: 'conflict' });
    const reviews = await house.store.reviews.ofSession(sessionId);
    expect(reviews).toMatchObject([{ stateCode: 'NRU', position: 1, floorTimeMs: null }]);
  });

  it('is made anew for each run of the demonstration, two at once too', async () => {
    const sessionId = await house.addSession();
    const run = () => addDemonstrationReview(house.parts, { actor: house.coordinator, sessionId });
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.map(({ stateCode }) => stateCode).sort()).toEqual(['XAA', 'XAB', 'XAC']);
    expect((await run()).stateName).toBe('Demonstration run 4');
  });
});

describe('the floor time', () => {
  it('is frozen by the first invitation, so that all have the same', async () => {
    const reviewId = await house.addReview();
    const floor = await setFloorTime(house.parts, {
      actor: house.coordinator,
      reviewId,
      floorTimeMs: 330_000,
    });
    expect(floor).toEqual({ maximumMs: 330_000, minimumMs: 198_000, toleranceMs: 120_000 });
    const first = await house.invite({ reviewId });
    await expect(
      setFloorTime(house.parts, { actor: house.coordinator, reviewId, floorTimeMs: 300_000 }),
    ).rejects.toMatchObject({ code: 'conflict' });
    const second = await house.invite({ reviewId });
    const state = await house.invite({ reviewId, kind: 'state' });
    const own = await house.invite({ reviewId, floorTimeMs: 5000 });
    expect(await Promise.all([first, second, state, own].map((one) => floorOf(one.invitationId)))).toEqual([
      330_000, 330_000, 120_000, 5000,
    ]);
  });

  it("stays open while only the State's two minutes are given", async () => {
    const reviewId = await house.addReview();
    await house.invite({ reviewId, kind: 'state' });
    await setFloorTime(house.parts, { actor: house.coordinator, reviewId, floorTimeMs: 300_000 });
    expect(await floorOf((await house.invite({ reviewId })).invitationId)).toBe(300_000);
  });

  it('is given by the staff alone', async () => {
    const { reviewId, speaker } = await house.invite();
    await expect(
      setFloorTime(house.parts, { actor: speaker, reviewId, floorTimeMs: null }),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('an invitation', () => {
  it('is given to an organisation once in a review, by two at once too', async () => {
    const reviewId = await house.addReview();
    const invite = (name: string) => house.invite({ reviewId, name });
    // Case, accents and spaces make no other organisation, as in a file of invitations.
    const both = await Promise.allSettled([invite('Égalité pour tous'), invite(' Egalite pour  Tous')]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
    const { invitationId } = await invite('Another');
    const rename = (name: string) =>
      changeInvitation(house.parts, {
        actor: house.coordinator,
        invitationId,
        patch: { organisation: { name, kind: 'cso', nhriStatus: null } },
      });
    await expect(rename('EGALITE pour tous')).rejects.toMatchObject({ code: 'conflict' });
    await rename('ANOTHER');
  });

  it('leaves no name and no address in the audit', async () => {
    const name = 'An organisation with a name';
    await house.invite({ name, email: 'somebody@test.invalid' });
    const payloads = JSON.stringify(
      await house.store.prisma.auditPayload.findMany({ select: { payload: true } }),
    );
    expect(payloads).not.toContain(name);
    expect(payloads).not.toContain('somebody');
    expect(await house.store.verifyAudit()).toMatchObject({ whole: true });
  });
});
