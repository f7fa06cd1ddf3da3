import { type House, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOfDevice } from '../links/actor-of-device.ts';
import { openLink } from '../links/open-link.ts';
import { listSessions } from '../queries/list-sessions.ts';
import { speakerStatementOf } from '../queries/speaker-statement-of.ts';
import { type DemonstrationLinks, seedDemonstration } from './seed-demonstration.ts';

const START = new Date('2026-01-05T10:00:00Z');
let house: House;
let links: DemonstrationLinks;

beforeAll(async () => {
  house = await openHouse();
  links = await seedDemonstration(house.parts, { now: START });
});
afterAll(async () => {
  await house?.close();
});

async function counts() {
  const { prisma } = house.store;
  return await Promise.all([
    prisma.uprSession.count(),
    prisma.review.count(),
    prisma.programme.count(),
    prisma.organisation.count(),
    prisma.statement.count(),
    prisma.mission.count(),
    prisma.accessLink.count(),
  ]);
}

async function openAs(token: string) {
  const opened = await openLink(house.parts, { token, deviceToken: null });
  if (opened.outcome !== 'open') throw new Error('a code was asked for');
  const actor = await actorOfDevice(house.parts, opened.deviceToken);
  if (actor === null) throw new Error('nobody');
  return actor;
}

describe('the demonstration', () => {
  it('has the documented sessions with their States, dates and venues', async () => {
    const [session37, session28] = await listSessions(house.parts);
    expect(session37).toMatchObject({
      number: 37,
      format: 'virtual',
      venue: null,
      startsOn: new Date('2020-12-08'),
      endsOn: new Date('2020-12-11'),
      datesProvisional: true,
      acceptsUploads: true,
      uploadDeadlineAt: new Date('2026-01-19T10:00:00Z'),
      demonstration: true,
    });
    expect(session28).toMatchObject({
      number: 28,
      format: 'in_person',
      venue: 'Palais des Nations, Geneva',
      startsOn: new Date('2017-10-10'),
      endsOn: new Date('2017-10-13'),
      datesProvisional: true,
      acceptsUploads: false,
      uploadDeadlineAt: null,
    });
    const namesOf = async (id: string | undefined) =>
      (await house.store.reviews.ofSession(id ?? '')).map(({ stateName }) => stateName).join('; ');
    expect(await namesOf(session37?.id)).toBe(
      'Australia; Austria; Georgia; Lebanon; Mauritania; Micronesia (Federated States of); Myanmar; Nauru; Nepal; Oman; Rwanda; Saint Kitts and Nevis; Saint Lucia; Sao Tome and Principe',
    );
    expect(await namesOf(session28?.id)).toBe(
      'Argentina; Benin; Czechia; Gabon; Ghana; Guatemala; Japan; Pakistan; Peru; Republic of Korea; Sri Lanka; Switzerland; Ukraine; Zambia',
    );
  });

  it('names nobody who exists', async () => {
    const organisations = await house.store.prisma.organisation.findMany();
    expect(organisations.length).toBeGreaterThan(5);
    for (const { name } of organisations) expect(name).toMatch(/^(Demonstration |State under Review: )/);
  });

  it('opens to a speaker of a demonstration organisation and to a mission', async () => {
    const speaker = await openAs(links.speaker);
    const own = await speakerStatementOf(house.parts, { actor: speaker });
    expect(own.review.stateName).toBe('Nauru');
    expect(own.floor.maximumMs).toBe(420_000);
    expect(own.organisation.name).toContain('Demonstration');
    expect(await openAs(links.delegate)).toMatchObject({ kind: 'delegate', sessionId: own.session.id });
  });

  it('is the same after a second start, which keeps the links that it is given', async () => {
    const before = await counts();
    const again = await seedDemonstration(house.parts, { now: new Date(), kept: links });
    expect(again).toEqual(links);
    expect(await counts()).toEqual(before);
    const [session37] = await listSessions(house.parts);
    expect(session37?.uploadDeadlineAt).toEqual(new Date('2026-01-19T10:00:00Z'));
  });

  it('makes a link anew where the kept one is missing or no good', async () => {
    const again = await seedDemonstration(house.parts, {
      now: house.parts.clock.now(),
      kept: { speaker: 'not a token', delegate: links.delegate },
    });
    expect(again.delegate).toBe(links.delegate);
    expect(again.speaker).not.toBe(links.speaker);
    expect(await openAs(again.speaker)).toMatchObject({ kind: 'speaker' });
  });
});
