import { type Appearance, CONSENT_TEXT_VERSION, DEFAULT_APPEARANCE, type Verdict } from '@rostrum/domain';
import { AGREED } from '@rostrum/testkit/agreed';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { programmeOf } from '../programmes/programme-of.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { publishedProgramme } from '../programmes/published-programme.ts';
import { speakerStatementOf } from '../queries/speaker-statement-of.ts';
import { statementDetailOf } from '../queries/statement-detail-of.ts';
import { watchProgrammeOf } from '../queries/watch-of.ts';
import { decide } from './decide.ts';
import { type NewConsent, setConsent } from './set-consent.ts';
import { withdrawStatement } from './withdraw-statement.ts';

const SPEAKER_NAME = 'Zahra-who-speaks';
const TYPED_NAME = 'Yusuf-who-agreed';

let house: House;
let reviewId: string;
let first: Invited;
let second: Invited;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());
beforeEach(async () => {
  reviewId = await house.addReview();
  first = await house.invite({ reviewId });
  second = await house.invite({ reviewId });
  await approve(first);
  await approve(second);
});

async function approve({ statementId }: Invited): Promise<void> {
  const { takeId, cutId } = await house.addTake(statementId);
  const version = (await house.store.statements.byId(statementId))?.version ?? 0;
  const about = { statementId, takeId, cutId, version };
  await decide(house.parts, { actor: house.coordinator, kind: 'approve', reason: 'Seen', ...about });
}
const publish = () =>
  publishProgramme(house.parts, {
    actor: house.coordinator,
    reviewId,
    statementIds: [first.statementId, second.statementId],
  });
const now = () => programmeOf(house.parts, { reviewId });
const choose = (
  { speaker }: Invited,
  appearance: Partial<Appearance>,
  more: Partial<Omit<NewConsent, 'actor' | 'appearance'>> = {},
) =>
  setConsent(house.parts, {
    actor: speaker,
    audience: 'missions',
    endsAt: null,
    masterAllowed: false,
    speakerName: null,
    accepted: null,
    ...more,
    appearance: { ...DEFAULT_APPEARANCE, ...appearance },
  });
const rejects = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });

describe('what cannot be made yet', () => {
  it.each<Partial<Appearance>>([{ face: 'hidden' }, { voice: 'changed' }])(
    'keeps %o out of the programme, and its approval',
    async (appearance) => {
      await choose(first, appearance);
      const { draft } = await now();
      expect(draft.obstacles).toEqual([{ statementId: first.statementId, code: 'appearance_unmet' }]);
      expect((await publish()).items.map(({ kind, cutId }) => [kind, cutId === null])).toEqual([
        ['card', true],
        ['statement', false],
      ]);
      expect((await house.store.statements.byId(first.statementId))?.state).toBe('approved');
      await choose(first, { voice: 'read_by_other' });
      expect((await now()).draft.obstacles).toEqual([]);
      expect((await publish()).items.map(({ kind }) => kind)).toEqual(['statement', 'statement']);
    },
  );

  it('leaves a published programme at once, and every address of it is void', async () => {
    const { id } = await publish();
    expect((await now()).epoch).toBe(0);
    await choose(first, { face: 'hidden' });
    const { published, epoch } = await now();
    expect([published?.number, published?.cause, epoch]).toEqual([2, 'consent_ended', 1]);
    expect(published?.items.map(({ kind }) => kind)).toEqual(['card', 'statement']);
    expect((await publishedProgramme(house.parts, { revisionId: id })).barred).toEqual([first.statementId]);
    await choose(second, { voice: 'changed' });
    const nothing = {
      number: 3,
      cause: 'consent_ended',
      lengthMs: 0,
      items: [{ kind: 'card' }, { kind: 'card' }],
    };
    expect((await now()).published).toMatchObject(nothing);
    // Choosing otherwise shows nothing by itself: somebody publishes it again.
    await choose(second, {});
    expect((await now()).published).toMatchObject(nothing);
  });
});

describe('sound alone', () => {
  const source = {
    soundOnly: true,
    container: 'ogg',
    videoCodec: 'h264',
    audioCodec: 'opus',
    width: 1280,
    height: 720,
    rotation: 0,
    rate: { num: 25, den: 1 },
    packetMs: 300_000,
    startUs: 0,
    transfer: 'sdr',
    interlaced: false,
    videoStreamIndex: 0,
    audioStreamIndex: 0,
  } as const;
  const hear = async ({ statementId }: Invited) => {
    const [take] = await house.store.takes.ofStatement(statementId);
    const verdict: Verdict = { outcome: 'accepted', source, findings: [] };
    await house.store.takes.update(take?.id ?? '', { verdict }, { states: ['ready'] });
  };
  const barredIn = async (revisionId: string) =>
    (await publishedProgramme(house.parts, { revisionId })).barred;

  it('has no face to hide: it is shown, and stays shown; a voice that is to be changed is not', async () => {
    await hear(first);
    const { id } = await publish();
    await choose(first, { face: 'hidden' });
    // It stays, and what a portrait may be part of is fetched again.
    expect(await now()).toMatchObject({ published: { number: 1 }, epoch: 1, draft: { obstacles: [] } });
    expect(await barredIn(id)).toEqual([]);
    expect((await publish()).items.map(({ kind }) => kind)).toEqual(['statement', 'statement']);
    await choose(first, { voice: 'changed' });
    expect((await now()).draft.obstacles).toMatchObject([{ code: 'appearance_unmet' }]);
    expect(await barredIn(id)).toEqual([first.statementId]);
  });

  it('is judged by what is shown: a picture that another take has is not', async () => {
    await hear(first);
    await choose(first, { face: 'hidden' });
    const { id } = await publish();
    expect(await barredIn(id)).toEqual([]);
    await approve(first);
    expect((await now()).draft.obstacles).toMatchObject([{ code: 'appearance_unmet' }]);
    expect(await barredIn(id)).toEqual([]);
  });
});

describe('the name of a speaker', () => {
  /** All that leaves for viewers, and for the programme's own page. */
  async function told(): Promise<string> {
    const review = await house.store.reviews.byId(reviewId);
    const missionId = house.coordinator.userId;
    const sessionId = review?.sessionId ?? '';
    const actor = { kind: 'delegate', missionId, sessionId, deviceId: missionId } as const;
    const programme = await now();
    const revisionId = programme.published?.id ?? '';
    const gateway = await publishedProgramme(house.parts, { revisionId });
    return JSON.stringify([programme, await watchProgrammeOf(house.parts, { actor, reviewId }), gateway]);
  }

  it('is told where it was chosen and while it is, and a typed one nowhere', async () => {
    const accepted = { name: TYPED_NAME, textVersion: CONSENT_TEXT_VERSION, textLanguage: 'fr' };
    await choose(first, { named: 'organisation' }, { speakerName: SPEAKER_NAME, accepted });
    await publish();
    expect(await told()).not.toContain(SPEAKER_NAME);
    // Chosen against, it is not even kept.
    expect(await house.store.invitations.names(first.invitationId)).toEqual({
      speakerName: null,
      consentName: TYPED_NAME,
    });

    await choose(first, { named: 'name' }, { speakerName: ` ${SPEAKER_NAME}\n` });
    expect((await now()).epoch).toBe(1);
    const { items } = (await now()).published ?? { items: [] };
    expect(items.map(({ speakerName }) => speakerName)).toEqual([SPEAKER_NAME, null]);
    expect(await told()).toContain(SPEAKER_NAME);
    await choose(first, { named: 'name' }, { speakerName: SPEAKER_NAME, masterAllowed: true });
    expect((await now()).epoch).toBe(1);

    await choose(first, { named: 'organisation' });
    expect((await now()).epoch).toBe(2);
    expect(await told()).not.toContain(SPEAKER_NAME);

    await choose(first, { named: 'name' }, { speakerName: SPEAKER_NAME });
    await choose(first, { named: 'name', face: 'hidden' }, { speakerName: SPEAKER_NAME });
    expect(await told()).not.toContain(SPEAKER_NAME);
    expect(await told()).not.toContain(TYPED_NAME);
    await withdrawStatement(house.parts, { actor: first.speaker, statementId: first.statementId });
    expect(await told()).not.toContain(SPEAKER_NAME);
  });

  it('is in no entry of the log, and seen by the staff and the speaker', async () => {
    const accepted = { name: TYPED_NAME, textVersion: CONSENT_TEXT_VERSION, textLanguage: 'ar' };
    await choose(first, { named: 'name' }, { speakerName: SPEAKER_NAME, accepted });
    const entries = await house.store.prisma.auditPayload.findMany();
    const payloads = JSON.stringify(entries.map(({ payload }) => payload));
    expect(payloads).toContain('"named":"name"');
    expect(payloads).not.toMatch(new RegExp(`${SPEAKER_NAME}|${TYPED_NAME}`));
    const names = { speakerName: SPEAKER_NAME, consentName: TYPED_NAME };
    expect(await statementDetailOf(house.parts, { statementId: first.statementId })).toMatchObject({ names });
    expect(await speakerStatementOf(house.parts, { actor: first.speaker })).toMatchObject({ names });
  });

  it('must be given by whoever appears by it', async () => {
    await rejects(choose(first, { named: 'name' }), 'speaker_name_missing');
    await rejects(choose(first, { named: 'name' }, { speakerName: ' \u200f ' }), 'speaker_name_missing');
  });
});

describe('what is agreed to', () => {
  it('is agreed to by a name, and is the current text', async () => {
    const silent = await house.invite({ reviewId, consents: false });
    await rejects(choose(silent, {}), 'consent_name_missing');
    const unnamed = { ...AGREED.accepted, name: ' \t ' };
    await rejects(choose(silent, {}, { accepted: unnamed }), 'consent_name_missing');
    const older = { ...AGREED.accepted, textVersion: '1999-01' };
    await rejects(choose(silent, {}, { accepted: older }), 'consent_text_changed');
    expect((await house.store.invitations.byId(silent.invitationId))?.consentGivenAt).toBeNull();
    await choose(silent, {}, { accepted: AGREED.accepted });
    const agreedAt = house.parts.clock.now();
    house.passMs(1000);
    // From then on a change needs no name again.
    await choose(silent, { voice: 'read_by_other' });
    expect(await house.store.invitations.byId(silent.invitationId)).toMatchObject({
      consentTextVersion: CONSENT_TEXT_VERSION,
      consentTextLanguage: 'en',
      consentGivenAt: agreedAt,
      appearance: { voice: 'read_by_other' },
    });
  });

  it('under an older text stays good for what it said, and is asked for again before a change', async () => {
    await house.store.prisma.invitation.update({
      where: { id: first.invitationId },
      data: { consentTextVersion: '1999-01' },
    });
    expect((await now()).draft.obstacles).toEqual([]);
    expect((await publish()).items[0]).toMatchObject({ kind: 'statement' });
    await rejects(choose(first, {}), 'consent_text_changed');
    await choose(first, {}, { accepted: AGREED.accepted });
    expect((await now()).published?.number).toBe(1);
  });
});
