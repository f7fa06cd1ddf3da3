import {
  type Actor,
  IssueCard,
  type IssueSheet,
  newId,
  type SourceFacts,
  searchWords,
  UPR_THEMES,
  type Verdict,
} from '@rostrum/domain';
import { AGREED } from '@rostrum/testkit/agreed';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../decisions/decide.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { programmeOf } from '../programmes/programme-of.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { unpublishProgramme } from '../programmes/unpublish-programme.ts';
import { scheduleScreening } from '../screenings/schedule-screening.ts';
import { issueCountsOf, sessionIssuesOf } from './session-issues.ts';
import { issueSheetOf } from './sheet-of.ts';
import { programmeIssuesOf, searchIssues, shownIssuesMark } from './shown-issues.ts';
import { setThemes, themesOf } from './themes.ts';
import { writeIssueSheet } from './write-sheet.ts';

const MISSION = newId();
let house: House;
let sessionId: string;
let reviewId: string;
let guest: Invited;

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
  guest = await house.invite({ reviewId, name: 'Pacific Voices' });
});

const mission = (of = sessionId): Actor => ({
  kind: 'delegate',
  missionId: MISSION,
  sessionId: of,
  deviceId: MISSION,
});
const card = (given: Partial<Record<keyof IssueCard, unknown>> = {}): IssueCard =>
  IssueCard.parse({
    id: newId(),
    theme: 'torture',
    title: null,
    earlier: null,
    changed: null,
    recommendations: [{ text: 'Ratify the Optional Protocol.' }],
    questions: [],
    moment: null,
    ...given,
  });
const sheet = (...cards: IssueCard[]): IssueSheet => ({ language: 'en', cards });
const write = async (
  given: IssueSheet,
  version = 0,
  actor: Actor = guest.speaker,
  statementId: string | null = null,
) => (await writeIssueSheet(house.parts, { actor, statementId, sheet: given, version })).sheet;
const read = async (actor: Actor = guest.speaker) =>
  (await issueSheetOf(house.parts, { actor, statementId: null })).sheet;
const search = async (query = '', given: Partial<Parameters<typeof searchIssues>[1]> = {}) =>
  await searchIssues(house.parts, {
    actor: mission(),
    query,
    reviewId: null,
    theme: null,
    language: null,
    limit: 30,
    offset: 0,
    ...given,
  });
const found = async (query = '', given: Partial<Parameters<typeof searchIssues>[1]> = {}) =>
  (await search(query, given)).issues.map(({ card: { recommendations } }) => recommendations[0]?.text);

async function publish(of = guest, { besides = [] }: { besides?: Invited[] } = {}): Promise<void> {
  await show(of, await house.addTake(of.statementId), besides);
}
async function show(
  { statementId, reviewId: of }: Invited,
  chosen: { takeId: string; cutId: string },
  besides: readonly Invited[] = [],
): Promise<void> {
  const version = (await house.store.statements.byId(statementId))?.version ?? 0;
  const actor = house.coordinator;
  await decide(house.parts, { actor, statementId, kind: 'approve', reason: 'Seen', version, ...chosen });
  const statementIds = [...besides.map((one) => one.statementId), statementId];
  await publishProgramme(house.parts, { actor, reviewId: of, statementIds });
}

describe('a sheet', () => {
  it('is kept as it was written, and as a colleague corrects it', async () => {
    expect(await read()).toBeNull();
    const first = card({
      title: 'In prisons',
      earlier: {
        cycle: 3,
        stateCode: 'URY',
        response: 'noted',
        text: 'السماح بالزيارات',
        english: 'Allow visits.',
      },
      changed: { text: 'Nothing <script>alert(1)</script> changed.' },
      questions: [{ text: 'When will visits be allowed?' }],
    });
    const written = await write(sheet(first, card()));
    expect(await read()).toEqual(written);
    expect(written).toMatchObject({ version: 1, language: 'en', writtenBy: { kind: 'speaker' } });
    expect(written?.cards[0]).toEqual(first);
    const { statementId } = guest;
    await write(sheet(first), 1, house.coordinator, statementId);
    expect(await read()).toMatchObject({ version: 2, writtenBy: { kind: 'staff' }, cards: [first] });
    expect(await issueCountsOf(house.parts, { actor: house.coordinator, sessionId })).toEqual([
      { statementId, issues: 1, recommendations: 1, questions: 1 },
    ]);
    const { sheets } = await sessionIssuesOf(house.parts, { actor: house.coordinator, sessionId });
    expect(sheets.map(({ place }) => place.organisation.name)).toEqual(['Pacific Voices']);
    expect(house.heard.filter(({ what }) => what === 'recommendations').length).toBeGreaterThan(1);
    const told = await house.store.prisma.auditPayload.findMany({
      where: { entry: { subjectId: statementId, action: 'statement.recommendations_written' } },
    });
    expect(told).toHaveLength(2);
    const words = /Ratify|prisons|visits|script/;
    expect(JSON.stringify([told, house.heard], (_, v) => (typeof v === 'bigint' ? 0 : v))).not.toMatch(words);
  });

  it('says which cards the staff added, whoever writes it next', async () => {
    const [own, added] = [card(), card({ title: 'Added' })];
    const { statementId } = guest;
    const byStaff = async (cards: IssueCard[], version: number, putBack: string[] = []) =>
      await writeIssueSheet(house.parts, {
        actor: house.coordinator,
        statementId,
        sheet: sheet(...cards),
        version,
        putBack,
      });
    const whose = async () =>
      (await read())?.cards.map(({ id, addedBy }) => [id === own.id ? 'own' : 'added', addedBy]);
    await write(sheet(own));
    await byStaff([added, own], 1);
    expect(await whose()).toEqual([
      ['added', 'staff'],
      ['own', undefined],
    ]);
    // Ordered and corrected by its speaker it is still what was added.
    await write(sheet(own, { ...added, title: 'Corrected' }), 2);
    expect(await whose()).toEqual([
      ['own', undefined],
      ['added', 'staff'],
    ]);
    await byStaff([added], 3);
    await byStaff([own, added], 4, [own.id]);
    expect(await whose()).toEqual([
      ['own', undefined],
      ['added', 'staff'],
    ]);
    // What a speaker takes out and puts back is the speaker's.
    await write(sheet(own), 5);
    await write(sheet(own, added), 6);
    expect((await whose())?.map(([, by]) => by)).toEqual([undefined, undefined]);
  });

  it('of two windows at once is one of them, and the other is told', async () => {
    const both = await Promise.allSettled([write(sheet(card())), write(sheet(card(), card()))]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'stale' } });
    await expect(write(sheet(), 0)).rejects.toMatchObject({ code: 'stale' });
    await write(sheet(), 1);
    expect(await read()).toMatchObject({ version: 2, cards: [] });
  });

  it('is nobody else’s, and one of a withdrawn statement is gone', async () => {
    const other = await house.invite({ reviewId });
    const same = card();
    await write(sheet(same));
    // An id is a page's own: another's page may have the same.
    await write(sheet(same), 0, other.speaker);
    const refused = { code: 'not_allowed' };
    await expect(write(sheet(), 1, other.speaker, guest.statementId)).rejects.toMatchObject(refused);
    await expect(write(sheet(), 1, mission(), guest.statementId)).rejects.toMatchObject(refused);
    await expect(search('', { actor: house.coordinator })).rejects.toMatchObject(refused);
    await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
    const gone = { code: 'statement_withdrawn' };
    await expect(write(sheet(), 1)).rejects.toMatchObject(gone);
    await expect(read()).rejects.toMatchObject(gone);
    await expect(write(sheet(), 1, house.coordinator, guest.statementId)).rejects.toMatchObject(gone);
    await house.store.transaction((tx) => tx.erasures.forgetRows(guest.statementId));
    expect(await house.store.recommendations.sheet(guest.statementId)).toBeNull();
    expect(await read(other.speaker)).toMatchObject({ cards: [{ id: same.id }] });
  });

  it('of a session that is closed is changed by the staff alone', async () => {
    const closed = await house.addReview({ sessionId: await house.addSession({ acceptsUploads: false }) });
    const late = await house.invite({ reviewId: closed });
    const refused = { code: 'session_takes_no_uploads' };
    await expect(write(sheet(card()), 0, late.speaker)).rejects.toMatchObject(refused);
    await write(sheet(card()), 0, house.coordinator, late.statementId);
    expect(await read(late.speaker)).toMatchObject({ version: 1 });
  });

  it('names moments of its own takes, and within them', async () => {
    const other = await house.invite({ reviewId });
    const theirs = await house.addTake(other.statementId);
    const own = await house.addTake(guest.statementId);
    const at = (takeId: string, ms: number) => write(sheet(card({ moment: { takeId, ms } })));
    await expect(at(theirs.takeId, 0)).rejects.toMatchObject({ code: 'outside_take' });
    await expect(at(own.takeId, 3_600_000)).rejects.toMatchObject({ code: 'outside_take' });
    const speakers = card({ moment: { takeId: own.takeId, ms: 100 } });
    await write(sheet(speakers));
    // Staff by the same rules; and a card stays its speaker's own.
    const byStaff = (takeId: string, ms: number, version: number) =>
      write(sheet({ ...speakers, moment: { takeId, ms } }), version, house.coordinator, guest.statementId);
    await expect(byStaff(theirs.takeId, 0, 1)).rejects.toMatchObject({ code: 'outside_take' });
    const placed = await byStaff(own.takeId, 2_300, 1);
    expect(placed?.cards[0]).toMatchObject({ moment: { takeId: own.takeId, ms: 2_300 } });
    expect(placed?.cards[0]).not.toHaveProperty('addedBy');
  });
});

describe('a mission', () => {
  it('finds what is published, in any language and by any name', async () => {
    await write({
      language: 'ar',
      cards: [
        card({ recommendations: [{ text: 'منع التعذيب في السجون', english: 'End ill-treatment' }] }),
        card({ theme: 'education', recommendations: [{ text: 'L’éducation gratuite' }] }),
        card({ theme: null, title: 'Nomads', recommendations: [{ text: 'Register births' }] }),
      ],
    });
    expect(await found()).toEqual([]);
    await publish();
    const [torture, school, births] = ['منع التعذيب في السجون', 'L’éducation gratuite', 'Register births'];
    expect(await found()).toEqual([torture, school, births]);
    expect(await found('تعذيب')).toEqual([torture]);
    expect(await found('ill-treat')).toEqual([torture]);
    // By the name of its theme, in a language in which nothing of it is written.
    expect(await found('tortura')).toEqual([torture]);
    expect(await found('education gratuit')).toEqual([school]);
    expect(await found('NOMAD')).toEqual([births]);
    expect(await found('Pacific births')).toEqual([births]);
    expect(await found('nauru education')).toEqual([school]);
    expect(await found('ناورو births')).toEqual([births]);
    expect(await found('nothing of this')).toEqual([]);
    expect(await found("' | !")).toEqual([]);
    expect(await found('', { theme: 'education' })).toEqual([school]);
    expect(await found('', { language: 'fr' })).toEqual([]);
    expect(await found('', { reviewId: newId() })).toEqual([]);
    const page = await search('', { limit: 1, offset: 1 });
    expect(page).toMatchObject({ total: 3, issues: [{ card: { theme: 'education' } }] });
    expect((await search('', { limit: 1, offset: 9 })).total).toBe(3);
    expect([...page.tally.reviews]).toEqual([[reviewId, 3]]);
    expect(page.tally.languages).toEqual([{ language: 'ar', count: 3 }]);
    expect(page.tally.themes.toSorted((a, b) => (a.code < b.code ? -1 : 1))).toEqual([
      { code: 'education', count: 1 },
      { code: 'torture', count: 1 },
    ]);
    const all = await programmeIssuesOf(house.parts, { actor: mission(), reviewId });
    expect(all.map(({ card: { theme } }) => theme)).toEqual(['torture', 'education', null]);
  });

  it('finds nothing of another session, nor of what its speaker took back or lets it see no more', async () => {
    await write(sheet(card()));
    await publish();
    expect(await found()).toHaveLength(1);
    expect(await found('', { actor: mission(await house.addSession()) })).toEqual([]);
    // Of those whom the programme is not for.
    expect(await found('', { actor: guest.speaker })).toEqual([]);
    const endsAt = new Date(house.parts.clock.now().getTime() + 60_000);
    const consent = { audience: 'missions' as const, endsAt, masterAllowed: false, ...AGREED };
    await setConsent(house.parts, { actor: guest.speaker, ...consent });
    house.passMs(60_000);
    expect(await found()).toEqual([]);
    const listed = () => programmeIssuesOf(house.parts, { actor: mission(), reviewId });
    expect(await listed()).toEqual([]);
    await setConsent(house.parts, { actor: guest.speaker, ...consent, endsAt: null });
    expect(await found()).toHaveLength(1);
    await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
    expect(await found()).toEqual([]);
    expect(await listed()).toEqual([]);
  });

  it('sees what was published, and at once no more what is gone', async () => {
    const [kept, gone] = [card({ title: 'One' }), card({ title: 'Two' })];
    await write(sheet(kept, gone));
    const neighbour = await house.invite({ reviewId });
    await publish();
    await publish(neighbour, { besides: [guest] });
    house.passMs(1_000);
    const changed = { ...kept, recommendations: [{ text: 'Not looked at', english: null, smart: [] }] };
    await write(sheet(card({ recommendations: [{ text: 'New' }] }), changed), 1);
    expect(await found()).toEqual(['Ratify the Optional Protocol.']);
    expect(await found('Two')).toEqual([]);
    // A revision that makes itself shows nothing that nobody looked at.
    await withdrawStatement(house.parts, {
      actor: neighbour.speaker,
      statementId: neighbour.statementId,
    });
    expect(await found()).toEqual(['Ratify the Optional Protocol.']);
    expect([...(await search()).tally.reviews.values()]).toEqual([1]);
    await write(sheet(changed), 2);
    const { statementId } = guest;
    const state = () => issueSheetOf(house.parts, { actor: guest.speaker, statementId: null });
    expect(await state()).toMatchObject({ sheet: { version: 3 }, shownVersion: 1 });
    // Nothing is kept of what nobody is shown.
    expect(await house.store.prisma.issueSheet.count({ where: { statementId } })).toBe(2);
    const actor = house.coordinator;
    const { draft, published } = await programmeOf(house.parts, { reviewId });
    const versions = (items: typeof draft.items) => items.map(({ issuesVersion }) => issuesVersion);
    expect([draft.differsFromPublished, versions(draft.items)[0]]).toEqual([true, 3]);
    expect(versions(published?.items ?? [])[0]).toBe(1);
    // What is published is what was looked at.
    await write(sheet({ ...changed, title: 'Later' }), 3);
    const publishing = { actor, reviewId, statementIds: [statementId], mark: draft.mark };
    await expect(publishProgramme(house.parts, publishing)).rejects.toMatchObject({ code: 'stale' });
    await publishProgramme(house.parts, { actor, reviewId, statementIds: [statementId] });
    expect((await programmeOf(house.parts, { reviewId })).draft.differsFromPublished).toBe(false);
    expect(await found()).toEqual(['Not looked at']);
    expect(await state()).toMatchObject({ sheet: { version: 4 }, shownVersion: 4 });
    await write(sheet(), 4);
    expect(await found()).toEqual([]);
  });

  it('stands under another mark once any of it stands otherwise, for whatever reason', async () => {
    const kept = card();
    await write(sheet(kept, card({ title: 'Two' })));
    await publish();
    let before = (await search('nothing of this')).mark;
    const mark = () => shownIssuesMark(house.parts, { actor: mission() });
    expect(await mark()).toBe(before);
    const otherwise = async (change: () => Promise<unknown>) => {
      await change();
      const now = await mark();
      expect(now).not.toBe(before);
      expect((await search()).mark).toBe(now);
      before = now;
    };
    const { statementId, speaker } = guest;
    const consent = { audience: 'missions' as const, masterAllowed: false, ...AGREED };
    const agree = (endsAt: Date | null) => setConsent(house.parts, { actor: speaker, ...consent, endsAt });
    await otherwise(() => write(sheet(kept), 1));
    await otherwise(async () => {
      await agree(new Date(house.parts.clock.now().getTime() + 60_000));
      house.passMs(60_000);
    });
    await otherwise(() => agree(null));
    const actor = house.coordinator;
    await otherwise(() => unpublishProgramme(house.parts, { actor, reviewId, reason: 'A name' }));
    await otherwise(() => publishProgramme(house.parts, { actor, reviewId, statementIds: [statementId] }));
    await otherwise(() => withdrawStatement(house.parts, { actor: speaker, statementId }));
  });

  it('is told nothing before the screening', async () => {
    await write(sheet(card()));
    await publish();
    const startsAt = new Date(house.parts.clock.now().getTime() + 60_000);
    await scheduleScreening(house.parts, {
      actor: house.coordinator,
      reviewId,
      startsAt,
      timeZone: 'Europe/Zurich',
      version: null,
    });
    const listed = () => programmeIssuesOf(house.parts, { actor: mission(), reviewId });
    expect([await found(), await listed()]).toEqual([[], []]);
    house.passMs(60_000);
    expect(await found()).toHaveLength(1);
    expect(await listed()).toHaveLength(1);
  });

  it('is led to the moment as the cut has it, and nowhere where it was cut', async () => {
    const take = await house.addTake(guest.statementId);
    const measuredMs = (await house.store.takes.get(take.takeId))?.measuredMs ?? 0;
    // Thirty frames a second: a removal takes up to two more of them than its milliseconds.
    const source: SourceFacts = {
      ...{ container: 'mp4', videoCodec: 'h264', audioCodec: 'aac', width: 640, height: 360, rotation: 0 },
      ...{ rate: { num: 30, den: 1 }, packetMs: measuredMs, startUs: 0, transfer: 'sdr', interlaced: false },
      ...{ videoStreamIndex: 0, audioStreamIndex: 1 },
    };
    const verdict: Verdict = { outcome: 'accepted', source, findings: [] };
    await house.store.prisma.take.update({ where: { id: take.takeId }, data: { verdict } });
    const at = (ms: number) => card({ moment: { takeId: take.takeId, ms } });
    const older = await house.addTake(guest.statementId);
    await write(
      sheet(at(1_500), at(2_500), at(measuredMs - 500), card({ moment: { takeId: older.takeId, ms: 9 } })),
    );
    const edit = { inMs: 1_000, outMs: measuredMs, removals: [{ startMs: 2_010, endMs: 2_990 }] };
    const cutId = await house.addCut(take.takeId, {
      edit,
      measuredMs: measuredMs - 2_000,
      by: 'speaker',
      removesOnlySilence: false,
    });
    await show(guest, { takeId: take.takeId, cutId });
    const { issues } = await search();
    expect(issues.map(({ atMs }) => atMs)).toEqual([500, null, measuredMs - 2_500, null]);
  });
});

describe('themes', () => {
  it('are the product’s until the staff set them, and none of them is lost', async () => {
    const before = await themesOf(house.parts);
    expect(before).toEqual({ version: 0, themes: UPR_THEMES });
    const own = {
      code: 'seabed',
      names: { en: 'Seabed', fr: 'Fonds', es: 'Fondos', ar: 'قاع' },
      offered: true,
    };
    const themes = [...UPR_THEMES.map((theme) => ({ ...theme, offered: theme.code !== 'youth' })), own];
    const set = (given: typeof themes, version: number, actor: Actor = house.coordinator) =>
      setThemes(house.parts, { actor, themes: given, version });
    await expect(set(themes, 0, guest.speaker)).rejects.toMatchObject({ code: 'not_allowed' });
    await set(themes, 0);
    expect(await themesOf(house.parts)).toEqual({ version: 1, themes });
    await expect(set(themes, 0)).rejects.toMatchObject({ code: 'stale' });
    await expect(set(themes.slice(1), 1)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});

it('two thousand cards of four States are searched', async () => {
  const lorem =
    'We recommend that the government adopt a law on the protection of human rights defenders within two years ' +
    'and report on its implementation at midterm, with a budget and an independent oversight body. ';
  const count = (n: number) => Array.from({ length: n }, (_, at) => at);
  const { clock, store } = house.parts;
  const actor = house.coordinator;
  for (const stateCode of ['LBN', 'OMN', 'RWA', 'NPL']) {
    const review = await house.addReview({ sessionId, stateCode });
    const statementIds: string[] = [];
    for (const at of count(5)) {
      const { statementId } = await house.invite({ reviewId: review, name: `Organisation ${at}` });
      statementIds.push(statementId);
      const cards = count(100).map((n) => {
        const theme = UPR_THEMES[(at + n) % UPR_THEMES.length]?.code ?? null;
        const text = `${lorem} Number ${at * 100 + n}. ${n === 7 ? 'Nomads. منع التعذيب' : ''}`;
        const one = card({ theme, recommendations: [{ text }, { text: lorem }], changed: { text: lorem } });
        return { ...one, words: searchWords(text) };
      });
      const written = { statementId, language: 'en', writtenBy: { kind: 'staff' as const, id: MISSION } };
      await store.recommendations.put({ ...written, writtenAt: clock.now(), cards }, 0);
      const take = await house.addTake(statementId);
      const version = (await store.statements.byId(statementId))?.version ?? 0;
      const decision = { actor, statementId, kind: 'approve' as const, reason: 'Seen', version };
      await decide(house.parts, { ...decision, ...take });
    }
    await publishProgramme(house.parts, { actor, reviewId: review, statementIds });
  }
  expect((await search('nomad')).total).toBe(20);
  expect((await search('nomad تعذيب lebanon')).total).toBe(5);
  const times: number[] = [];
  for (const at of count(21)) {
    const began = performance.now();
    await search(['human law', 'nomad', 'n', '907'][at % 4] ?? '');
    times.push(performance.now() - began);
  }
  const [median = 0] = times.sort((a, b) => a - b).slice(10);
  console.log(`a search over 2,000 cards: median ${median.toFixed(1)} ms of 21`);
  expect((await search('human law')).total).toBe(2_000);
});
