import { type Actor, newId } from '@rostrum/domain';
import { MISSION_CODES } from '@rostrum/domain/state-names';
import { type House, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { attendanceOf } from '../attendance/attendance-of.ts';
import { createAttendanceCounter } from '../attendance/count-minute.ts';
import { missionsOf } from '../queries/watch-of.ts';
import { addAllMissions } from '../sessions/add-mission.ts';
import { setMissionAddresses } from '../sessions/set-mission-addresses.ts';
import { actorOfDevice } from './actor-of-device.ts';
import { holdInTab, ticketOf } from './hold-in-tab.ts';
import { issueMissionLink } from './issue-mission-link.ts';
import { issueMissionLinks } from './issue-mission-links.ts';
import { openLink } from './open-link.ts';
import {
  missionLinksOf,
  revokeMissionLink,
  revokeMissionLinks,
  revokeSessionLinks,
} from './revoke-mission-links.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let house: House;
let sessionId: string;

beforeAll(async () => {
  house = await openHouse();
  await addAllMissions(house.parts, { actor: house.coordinator });
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  sessionId = await house.addSession();
  house.jobs.length = 0;
});

const actor = () => house.coordinator;
const missions = () => missionsOf(house.parts, { sessionId });
const tokenOf = (link: string | null | undefined) => new URL(link ?? '').hash.slice(1);

async function missionId(stateCode: string): Promise<string> {
  const mission = await house.store.missions.byStateCode(stateCode);
  if (mission === null) throw new Error(`no mission of ${stateCode}`);
  return mission.id;
}

async function openDevice(token: string): Promise<string> {
  const opened = await openLink(house.parts, { token, deviceToken: null });
  if (opened.outcome !== 'open') throw new Error('a code is asked for');
  return opened.deviceToken;
}

describe('a ticket', () => {
  const hold = (ticket: string) => holdInTab(house.parts, { ticket });
  const refused = { code: 'sign_in_required' };
  async function device(): Promise<string> {
    const { token } = await issueMissionLink(house.parts, {
      actor: actor(),
      missionId: await missionId('NPL'),
      sessionId,
      email: null,
    });
    return await openDevice(token);
  }

  it('gives the device that it was made for another token, once', async () => {
    const cookie = await device();
    const ticket = ticketOf(house.parts, cookie);
    expect(ticket).not.toContain(cookie);
    const before = await actorOfDevice(house.parts, cookie);
    // Two at once: one of them is late.
    const outcomes = await Promise.allSettled([hold(ticket), hold(ticket)]);
    const given = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.token] : []));
    expect(given).toHaveLength(1);
    expect(await actorOfDevice(house.parts, given[0] ?? '')).toEqual(before);
    expect(await actorOfDevice(house.parts, cookie)).toBeNull();
    await expect(hold(ticket)).rejects.toMatchObject(refused);
    house.passMs(25 * HOUR_MS);
    expect(await actorOfDevice(house.parts, given[0] ?? '')).toBeNull();
  });

  it('is nothing when it is late, altered, of a speaker, or of a link that has ended', async () => {
    const good = ticketOf(house.parts, await device());
    const [hash = '', ...rest] = good.split('.');
    const flipped = hash.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    for (const ticket of ['', hash, `${hash}.`, `${flipped}.${rest.join('.')}`, `${good}0`]) {
      await expect(hold(ticket)).rejects.toMatchObject(refused);
    }
    house.passMs(3 * MINUTE_MS);
    await expect(hold(good)).rejects.toMatchObject(refused);
    const { token } = await house.invite({});
    const speakers = await openDevice(token);
    await expect(hold(ticketOf(house.parts, speakers))).rejects.toMatchObject(refused);
    expect(await actorOfDevice(house.parts, speakers)).not.toBeNull();
    const ended = ticketOf(house.parts, await device());
    await revokeMissionLinks(house.parts, { actor: actor(), missionId: await missionId('NPL'), sessionId });
    await expect(hold(ended)).rejects.toMatchObject(refused);
  });
});

describe('all missions', () => {
  it('are added from data once, whoever asks how often', async () => {
    const twice = await Promise.all([
      addAllMissions(house.parts, { actor: actor() }),
      addAllMissions(house.parts, { actor: actor() }),
    ]);
    expect(twice).toEqual([
      { added: 0, there: 196 },
      { added: 0, there: 196 },
    ]);
    const codes = (await missions()).map(({ stateCode }) => stateCode);
    expect(codes.toSorted()).toEqual(MISSION_CODES.toSorted());
  });

  it('are added by staff alone', async () => {
    const delegate: Actor = { kind: 'delegate', missionId: newId(), sessionId, deviceId: newId() };
    await expect(addAllMissions(house.parts, { actor: delegate })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});

describe('links in bulk', () => {
  it('are one for each mission that has none, asked for twice at once', async () => {
    await issueMissionLink(house.parts, {
      actor: actor(),
      missionId: await missionId('CHE'),
      sessionId,
      email: null,
    });
    const both = await Promise.all([
      issueMissionLinks(house.parts, { actor: actor(), sessionId, mail: false }),
      issueMissionLinks(house.parts, { actor: actor(), sessionId, mail: false }),
    ]);
    const links = both.flat();
    expect(links).toHaveLength(195);
    expect(new Set(links.map(({ link }) => link)).size).toBe(195);
    expect(links.map(({ stateCode }) => stateCode)).not.toContain('CHE');
    for (const { link } of links) expect(link).toMatch(/^https:\/\/rostrum\.test\/watch\/#[\w-]{20,}$/);
    expect((await missions()).every((one) => one.links === 1)).toBe(true);
    const [first] = links;
    const opened = await openDevice(tokenOf(first?.link));
    expect(await actorOfDevice(house.parts, opened)).toMatchObject({
      kind: 'delegate',
      missionId: first?.missionId,
      sessionId,
    });
  });

  it('are mailed where an address is known, and bound to it', async () => {
    const set = await setMissionAddresses(house.parts, {
      actor: actor(),
      lines: [
        { state: 'Switzerland', email: 'office@che.invalid' },
        { state: 'FRA', email: 'office@fra.invalid' },
        { state: 'EUE', email: 'office@eue.invalid' },
      ],
    });
    expect(set).toEqual({ set: 3, faults: [] });
    const links = await issueMissionLinks(house.parts, { actor: actor(), sessionId, mail: true });
    const mailed = links.filter((one) => one.mailed);
    expect(mailed.map(({ stateCode }) => stateCode).toSorted()).toEqual(['CHE', 'EUE', 'FRA']);
    expect(house.jobs.filter(({ name }) => name === 'mail.send')).toHaveLength(3);
    // What is on its way by mail is shown to nobody.
    expect(mailed.map(({ link }) => link)).toEqual([null, null, null]);
    const [mail] = await house.store.prisma.mail.findMany({ where: { kind: 'delegate_link' } });
    const { link } = z.object({ link: z.string() }).parse(mail?.secret);
    await openDevice(tokenOf(link));
    expect(await openLink(house.parts, { token: tokenOf(link), deviceToken: null })).toMatchObject({
      outcome: 'code_required',
    });
  });

  it('know an address by the State, and take a list only whole', async () => {
    const outcome = await setMissionAddresses(house.parts, {
      actor: actor(),
      lines: [
        { state: 'Liban', email: 'office@lbn.invalid' },
        { state: 'Atlantis', email: 'office@test.invalid' },
        { state: 'PER', email: 'nobody' },
        { state: 'Lebanon', email: 'other@lbn.invalid' },
      ],
    });
    expect(outcome).toEqual({
      set: 0,
      faults: [
        { line: 1, fault: 'state_unknown' },
        { line: 2, fault: 'email_invalid' },
        { line: 3, fault: 'twice' },
      ],
    });
    const lebanon = (await missions()).find(({ stateCode }) => stateCode === 'LBN');
    expect(lebanon?.email).toBeNull();
  });
});

describe('ending', () => {
  /** Two links of one mission, one of another, and one of the first to another session. */
  async function opened() {
    const elsewhere = await house.addSession();
    const make = async (stateCode: string, session: string) => {
      const { token } = await issueMissionLink(house.parts, {
        actor: actor(),
        missionId: await missionId(stateCode),
        sessionId: session,
        email: null,
      });
      return await openDevice(token);
    };
    const first = await make('NPL', sessionId);
    const second = await make('NPL', sessionId);
    const neighbour = await make('PER', sessionId);
    const other = await make('NPL', elsewhere);
    const open = async () => {
      const all = [first, second, neighbour, other].map((one) => actorOfDevice(house.parts, one));
      return (await Promise.all(all)).map((one) => one !== null);
    };
    return { open };
  }

  it('one link leaves the others of its mission', async () => {
    const { open } = await opened();
    const nepal = await missionId('NPL');
    const links = await missionLinksOf(house.parts, { missionId: nepal, sessionId });
    expect(links).toHaveLength(2);
    expect(links.map(({ devices }) => devices)).toEqual([1, 1]);
    // Newest first: the second.
    await revokeMissionLink(house.parts, { actor: actor(), linkId: links[0]?.id ?? '' });
    expect((await open()).filter(Boolean)).toHaveLength(3);
    expect(await missionLinksOf(house.parts, { missionId: nepal, sessionId })).toHaveLength(1);
  });

  it('all of a mission leaves other missions, and its own to other sessions', async () => {
    const { open } = await opened();
    await revokeMissionLinks(house.parts, {
      actor: actor(),
      missionId: await missionId('NPL'),
      sessionId,
    });
    expect(await open()).toEqual([false, false, true, true]);
  });

  it('everything of a session leaves other sessions, and its speakers', async () => {
    const { open } = await opened();
    const reviewId = await house.addReview({ sessionId, stateCode: 'ARG' });
    const guest = await house.invite({ reviewId });
    await house.store.programmes.ensure(newId(), reviewId);
    expect(await revokeSessionLinks(house.parts, { actor: actor(), sessionId })).toEqual({ ended: 3 });
    expect((await house.store.programmes.ofReview(reviewId))?.epoch).toBe(1);
    expect(await open()).toEqual([false, false, false, true]);
    expect(await openDevice(guest.token)).toBeTypeOf('string');
  });

  it("is not of a speaker's link, nor of none", async () => {
    const guest = await house.invite();
    const link = await house.store.links.byTokenHash(house.parts.signing.hashToken(guest.token));
    for (const linkId of [link?.id ?? '', newId()]) {
      await expect(revokeMissionLink(house.parts, { actor: actor(), linkId })).rejects.toMatchObject({
        code: 'not_found',
      });
    }
  });
});

describe('attendance', () => {
  const counter = () => createAttendanceCounter(house.parts);
  async function delegateOf(stateCode: string): Promise<Actor> {
    return { kind: 'delegate', missionId: await missionId(stateCode), sessionId, deviceId: newId() };
  }
  async function figures(reviewId: string) {
    const { reviews, totals } = await attendanceOf(house.parts, { sessionId });
    const attended = reviews.find(({ review }) => review.id === reviewId)?.attended ?? [];
    return {
      attended: attended.map(({ stateCode, minutes, days }) => ({ stateCode, minutes, days })),
      totals: totals.session,
    };
  }

  it('counts a minute of a mission once, on however many devices and by however many processes', async () => {
    const reviewId = await house.addReview({ sessionId, stateCode: 'NRU' });
    const [one, other] = [counter(), counter()];
    const [chair, colleague, peru] = [
      await delegateOf('NPL'),
      await delegateOf('NPL'),
      await delegateOf('PER'),
    ];
    const all = async () => {
      const asked = [one, one, other].flatMap((who) =>
        [chair, colleague].map((from) => [who, from] as const),
      );
      await Promise.all(asked.map(([who, from]) => who.watched({ actor: from, reviewId })));
    };
    await all();
    house.passMs(MINUTE_MS);
    await all();
    await one.watched({ actor: peru, reviewId });
    const { attended, totals } = await figures(reviewId);
    expect(attended).toEqual([
      { stateCode: 'NPL', minutes: 2, days: 1 },
      { stateCode: 'PER', minutes: 1, days: 1 },
    ]);
    expect(totals).toEqual({ presessions: 0, missions: 2, presentations: 0, minutes: 3 });
  });

  it('counts by the calendar of the session, and nobody who is no mission', async () => {
    const reviewId = await house.addReview({ sessionId, stateCode: 'NRU' });
    const nepal = await delegateOf('NPL');
    const who = counter();
    // 2020-11-02, nine in the morning UTC and a little later: Zurich's day ends at 23:00.
    const untilMidnight = new Date('2020-11-02T22:59:00Z').getTime() - house.parts.clock.now().getTime();
    house.passMs(untilMidnight);
    await who.watched({ actor: nepal, reviewId });
    house.passMs(MINUTE_MS);
    await who.watched({ actor: nepal, reviewId });
    await who.watched({ actor: house.coordinator, reviewId });
    expect((await figures(reviewId)).attended).toEqual([{ stateCode: 'NPL', minutes: 2, days: 2 }]);
    const rows = await house.store.prisma.attendance.findMany({
      where: { reviewId },
      orderBy: { day: 'asc' },
    });
    expect(rows.map(({ day }) => day.toISOString().slice(0, 10))).toEqual(['2020-11-02', '2020-11-03']);
    expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual([
      'day',
      'lastMinute',
      'minutes',
      'missionId',
      'reviewId',
    ]);
    house.passMs(HOUR_MS);
  });

  it('is of its own session, and of all', async () => {
    const reviewId = await house.addReview({ sessionId, stateCode: 'NRU' });
    await counter().watched({ actor: await delegateOf('NPL'), reviewId });
    const before = await attendanceOf(house.parts, { sessionId });
    sessionId = await house.addSession();
    const elsewhere = await attendanceOf(house.parts, { sessionId });
    expect(elsewhere.totals.session).toEqual({ presessions: 0, missions: 0, presentations: 0, minutes: 0 });
    expect(elsewhere.totals.all).toEqual(before.totals.all);
    expect(elsewhere.totals.all.missions).toBeGreaterThan(0);
  });
});
