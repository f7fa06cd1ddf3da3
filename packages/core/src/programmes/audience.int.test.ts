import { type Audience, newId } from '@rostrum/domain';
import { AGREED } from '@rostrum/testkit/agreed';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessOf } from '../access/access-of.ts';
import { decide } from '../decisions/decide.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { watchProgrammeOf } from '../queries/watch-of.ts';
import { programmeOf } from './programme-of.ts';
import { publishProgramme } from './publish-programme.ts';
import { standingOfRevision } from './published-programme.ts';
import { setOrder } from './set-order.ts';

let house: House;
let sessionId: string;
let reviewId: string;
let first: Invited;
let second: Invited;
/** Of another State of the same session. */
let neighbour: Invited;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  sessionId = await house.addSession();
  reviewId = await house.addReview({ sessionId, stateCode: 'NRU' });
  first = await house.invite({ reviewId });
  second = await house.invite({ reviewId });
  neighbour = await house.invite({ reviewId: await house.addReview({ sessionId, stateCode: 'LBN' }) });
});

const consent = ({ speaker: actor }: Invited, audience: Audience) =>
  setConsent(house.parts, { actor, audience, endsAt: null, masterAllowed: false, ...AGREED });
const arrange = (statementIds: string[], audience?: Audience) =>
  setOrder(house.parts, { actor: house.coordinator, reviewId, statementIds, audience });
const choose = (audience: Audience) => arrange([], audience);
const now = () => programmeOf(house.parts, { reviewId });
const publish = (...guests: Invited[]) =>
  publishProgramme(house.parts, {
    actor: house.coordinator,
    reviewId,
    statementIds: guests.map(({ statementId }) => statementId),
  });

async function approved(guest: Invited, consented: Audience): Promise<void> {
  await consent(guest, consented);
  const take = await house.addTake(guest.statementId);
  const version = (await house.store.statements.byId(guest.statementId))?.version ?? 0;
  const { statementId } = guest;
  await decide(house.parts, {
    actor: house.coordinator,
    statementId,
    kind: 'approve',
    reason: 'Seen',
    version,
    ...take,
  });
}

/** Of a speaker of another State and of whoever has no link: who is given the programme; all say the same. */
async function reaches(): Promise<Audience> {
  const given = async (actor: Invited['speaker'] | null) =>
    await watchProgrammeOf(house.parts, { actor, reviewId }).then(
      () => true,
      () => false,
    );
  const [speaker, anybody] = [await given(neighbour.speaker), await given(null)];
  const reached: Audience = anybody ? 'public' : speaker ? 'session' : 'missions';
  const { reviews } = await accessOf(house.parts, { sessionId });
  expect(reviews.find(({ review }) => review.id === reviewId)?.reaches).toBe(reached);
  const revisionId = (await now()).published?.id ?? newId();
  expect((await standingOfRevision(house.parts, { revisionId })).audience).toBe(reached);
  return reached;
}

describe('a wider audience', () => {
  it('waits for the next publication, which says so, and is what was looked at', async () => {
    await approved(first, 'public');
    await publish(first);
    expect((await now()).draft.differsFromPublished).toBe(false);
    const looked = (await now()).draft.mark;
    await choose('session');
    await choose('public');
    expect(await reaches()).toBe('missions');
    const before = await now();
    expect(before).toMatchObject({ audience: 'public', published: { audience: 'missions' }, epoch: 0 });
    expect(before.draft.differsFromPublished).toBe(true);
    expect(before.draft.mark).not.toBe(looked);
    await publish(first);
    expect(await reaches()).toBe('public');
    const after = await now();
    expect(after.published?.audience).toBe('public');
    expect(after.draft.differsFromPublished).toBe(false);
  });

  it('is not that of a revision that a withdrawal makes, whatever the one who left agreed to', async () => {
    await approved(first, 'public');
    await approved(second, 'missions');
    await publish(first, second);
    await choose('public');
    const { speaker: actor, statementId } = second;
    await withdrawStatement(house.parts, { actor, statementId });
    expect((await now()).published).toMatchObject({ number: 2, cause: 'withdrawal', audience: 'missions' });
    expect(await reaches()).toBe('missions');
    expect((await now()).draft.differsFromPublished).toBe(true);
  });

  it('that waits takes nothing from view whose speaker did not agree to it', async () => {
    await approved(first, 'public');
    await publish(first);
    await choose('public');
    await consent(first, 'session');
    const { published, draft } = await now();
    expect(published).toMatchObject({ number: 1, items: [{ kind: 'statement' }, { kind: 'card' }] });
    expect(draft.obstacles[0]).toEqual({ statementId: first.statementId, code: 'audience_too_wide' });
  });
});

describe('a narrower audience', () => {
  it('counts at once and voids what was handed out; going back is to publish again', async () => {
    await approved(first, 'public');
    await choose('public');
    await publish(first);
    const { epoch } = await now();
    await choose('missions');
    expect(await reaches()).toBe('missions');
    expect(await now()).toMatchObject({
      published: { audience: 'missions' },
      draft: { differsFromPublished: false },
      epoch: epoch + 1,
    });
    await choose('public');
    expect(await reaches()).toBe('missions');
    await publish(first);
    expect(await reaches()).toBe('public');
  });

  it('than what waits, yet wider than what is published, changes nothing for those who watch', async () => {
    await approved(first, 'public');
    await publish(first);
    await choose('public');
    await choose('session');
    expect(await reaches()).toBe('missions');
    expect((await now()).epoch).toBe(0);
  });

  it('is not undone by an order of a page that has not heard of it', async () => {
    await approved(first, 'public');
    await choose('public');
    await publish(first);
    await choose('missions');
    await arrange([second.statementId, first.statementId]);
    expect(await now()).toMatchObject({ audience: 'missions', published: { audience: 'missions' } });
  });
});
