import { DEVICES_PER_LINK, newId, OPENINGS_PER_LINK, OPENINGS_WITHIN_MS } from '@rostrum/domain';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actorOfDevice } from './actor-of-device.ts';
import { enterCode } from './enter-code.ts';
import { issueMissionLink } from './issue-mission-link.ts';
import { leaveDevice } from './leave-device.ts';
import { CODE_VALID_MS, DEVICE_VALID_MS, LINK_VALID_MS } from './limits.ts';
import { openLink } from './open-link.ts';
import { reissueLink } from './reissue-link.ts';
import { revokeLinks } from './revoke-links.ts';
import { revokeMissionLinks } from './revoke-mission-links.ts';

let house: House;
let guest: Invited;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house?.close();
});
beforeEach(async () => {
  guest = await house.invite({ email: 'speaker@test.invalid' });
  house.jobs.length = 0;
  house.heard.length = 0;
});

const open = (token: string, deviceToken: string | null = null) =>
  openLink(house.parts, { token, deviceToken });

async function openFirst(token = guest.token) {
  const opened = await open(token);
  if (opened.outcome !== 'open') throw new Error('the first device was asked for a code');
  return opened;
}

async function mailedCode(token = guest.token): Promise<string> {
  const link = await house.store.links.byTokenHash(house.parts.signing.hashToken(token));
  const mail = await house.store.prisma.mail.findFirst({
    where: { kind: { endsWith: '_code' }, linkId: link?.id ?? null },
    orderBy: { createdAt: 'desc' },
  });
  const secret = mail?.secret;
  if (!secret || typeof secret !== 'object' || !('code' in secret)) throw new Error('no code was mailed');
  return String(secret.code);
}

const mails = (kind: string) =>
  house.store.prisma.mail.count({ where: { kind, invitationId: guest.invitationId } });
const other = (code: string) => (code === '000000' ? '000001' : '000000');

describe('a link', () => {
  it('is stored by its hash alone, and mailed where there is an address', async () => {
    const row = await house.store.prisma.accessLink.findFirstOrThrow({
      where: { invitationId: guest.invitationId },
    });
    expect(row.tokenHash).toBe(house.parts.signing.hashToken(guest.token));
    expect(JSON.stringify(row)).not.toContain(guest.token);
    expect(await mails('speaker_link')).toBe(1);
    const mail = await house.store.prisma.mail.findFirstOrThrow({
      where: { invitationId: guest.invitationId },
    });
    expect(mail.secret).toEqual({ link: `https://rostrum.test/speak/#${guest.token}` });
  });

  it('opens on the first device, which then is the speaker', async () => {
    const opened = await openFirst();
    const actor = await actorOfDevice(house.parts, opened.deviceToken);
    expect(actor).toMatchObject({ kind: 'speaker', invitationId: guest.invitationId });
    expect(await open(guest.token, opened.deviceToken)).toEqual(opened);
    expect(
      await house.store.prisma.linkDevice.count({ where: { link: { invitationId: guest.invitationId } } }),
    ).toBe(1);
    expect(house.heard.map((event) => event.what)).toEqual(['device']);
  });

  it('is unknown when it is wrong, and a device cookie made up is nobody', async () => {
    await expect(open(house.parts.signing.newToken())).rejects.toMatchObject({ code: 'link_unknown' });
    await expect(open('')).rejects.toMatchObject({ code: 'link_unknown' });
    expect(await actorOfDevice(house.parts, house.parts.signing.newToken())).toBeNull();
  });

  it('opens for itself alone: another link’s device does not count', async () => {
    const stranger = await house.invite({ email: 'stranger@test.invalid' });
    const theirs = await openFirst(stranger.token);
    await openFirst();
    const opening = await open(guest.token, theirs.deviceToken);
    expect(opening).toEqual({ outcome: 'code_required', purpose: 'speaker' });
    expect(await actorOfDevice(house.parts, theirs.deviceToken)).toMatchObject({
      invitationId: stranger.invitationId,
    });
  });

  it('opens directly on one of two first devices at once', async () => {
    const outcomes = (await Promise.all([open(guest.token), open(guest.token)])).map(
      ({ outcome }) => outcome,
    );
    expect(outcomes.sort()).toEqual(['code_required', 'open']);
  });

  it('ends when it is revoked, with its devices', async () => {
    const opened = await openFirst();
    await revokeLinks(house.parts, { actor: house.coordinator, invitationId: guest.invitationId });
    await expect(open(guest.token, opened.deviceToken)).rejects.toMatchObject({ code: 'link_revoked' });
    await expect(enterCode(house.parts, { token: guest.token, code: '123456' })).rejects.toMatchObject({
      code: 'link_revoked',
    });
    expect(await actorOfDevice(house.parts, opened.deviceToken)).toBeNull();
  });

  it('ends when a new one is made, which opens directly again', async () => {
    const opened = await openFirst();
    const { token } = await reissueLink(house.parts, {
      actor: house.coordinator,
      invitationId: guest.invitationId,
      mail: true,
    });
    await expect(open(guest.token)).rejects.toMatchObject({ code: 'link_revoked' });
    expect(await actorOfDevice(house.parts, opened.deviceToken)).toBeNull();
    await openFirst(token);
    expect(await mails('speaker_link')).toBe(2);
  });

  it('expires, and so do its devices', async () => {
    const opened = await openFirst();
    house.passMs(DEVICE_VALID_MS);
    expect(await actorOfDevice(house.parts, opened.deviceToken)).toBeNull();
    expect(await open(guest.token, opened.deviceToken)).toMatchObject({ outcome: 'code_required' });
    house.passMs(LINK_VALID_MS - DEVICE_VALID_MS);
    await expect(open(guest.token)).rejects.toMatchObject({ code: 'link_expired' });
  });

  it('needs a code again once the device was left', async () => {
    const { deviceToken } = await openFirst();
    const actor = await actorOfDevice(house.parts, deviceToken);
    if (actor === null) throw new Error('nobody');
    await leaveDevice(house.parts, { actor });
    expect(await actorOfDevice(house.parts, deviceToken)).toBeNull();
    expect(await open(guest.token, deviceToken)).toMatchObject({ outcome: 'code_required' });
  });

  it('is managed by staff alone', async () => {
    const { invitationId, speaker: actor } = guest;
    await expect(reissueLink(house.parts, { actor, invitationId, mail: false })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(revokeLinks(house.parts, { actor, invitationId })).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(
      revokeLinks(house.parts, { actor: house.coordinator, invitationId: newId() }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a further device', () => {
  it('opens by the mailed code, once, and the speaker and the coordinators are told', async () => {
    await openFirst();
    expect(await open(guest.token)).toEqual({ outcome: 'code_required', purpose: 'speaker' });
    const code = await mailedCode();
    const opened = await enterCode(house.parts, { token: guest.token, code });
    expect(await actorOfDevice(house.parts, opened.deviceToken)).toMatchObject({
      invitationId: guest.invitationId,
    });
    expect(await mails('new_device')).toBe(1);
    expect(house.jobs.filter(({ name }) => name === 'mail.send')).toHaveLength(2);
    expect(house.heard.filter(({ what }) => what === 'device')).toHaveLength(2);
    const audited = await house.store.prisma.auditEntry.findMany({
      where: { action: 'link.device_opened', subjectId: guest.invitationId },
      include: { payload: true },
      orderBy: { seq: 'asc' },
    });
    expect(audited.map(({ payload }) => payload?.payload)).toMatchObject([
      { byCode: false },
      { byCode: true },
    ]);
    await expect(enterCode(house.parts, { token: guest.token, code })).rejects.toMatchObject({
      code: 'code_expired',
    });
  });

  it('is refused after five wrong codes, the right one then too', async () => {
    await openFirst();
    await open(guest.token);
    const code = await mailedCode();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(enterCode(house.parts, { token: guest.token, code: other(code) })).rejects.toMatchObject({
        code: 'code_wrong',
      });
    }
    await expect(enterCode(house.parts, { token: guest.token, code })).rejects.toMatchObject({
      code: 'code_expired',
    });
  });

  it('counts every one of many guesses at once', async () => {
    await openFirst();
    await open(guest.token);
    const code = other(await mailedCode());
    const guesses = await Promise.allSettled(
      Array.from({ length: 8 }, () => enterCode(house.parts, { token: guest.token, code })),
    );
    const codes = guesses.map((guess) => guess.status === 'rejected' && guess.reason.code);
    expect(codes.filter((one) => one === 'code_wrong')).toHaveLength(5);
    expect(codes.filter((one) => one === 'code_expired')).toHaveLength(3);
  });

  it('is refused with an old code, and with another link’s code', async () => {
    await openFirst();
    await open(guest.token);
    const code = await mailedCode();
    house.passMs(CODE_VALID_MS);
    await expect(enterCode(house.parts, { token: guest.token, code })).rejects.toMatchObject({
      code: 'code_expired',
    });
    const stranger = await house.invite({ email: 'stranger@test.invalid' });
    await openFirst(stranger.token);
    await open(stranger.token);
    const theirs = await mailedCode(stranger.token);
    await open(guest.token);
    const own = await mailedCode();
    if (theirs !== own) {
      await expect(enterCode(house.parts, { token: guest.token, code: theirs })).rejects.toMatchObject({
        code: 'code_wrong',
      });
    }
  });

  it('is sent few codes, and none again within a minute', async () => {
    await openFirst();
    await open(guest.token);
    await open(guest.token);
    expect(await mails('speaker_code')).toBe(1);
    for (let sent = 2; sent <= 5; sent += 1) {
      house.passMs(61_000);
      await open(guest.token);
      expect(await mails('speaker_code')).toBe(sent);
    }
    house.passMs(CODE_VALID_MS);
    await expect(open(guest.token)).rejects.toMatchObject({ code: 'too_many_requests' });
    house.passMs(60 * 60_000);
    await open(guest.token);
    expect(await mails('speaker_code')).toBe(6);
  });

  it('is sent to the secretariat where there is no address', async () => {
    const silent = await house.invite();
    await openFirst(silent.token);
    await expect(open(silent.token)).rejects.toMatchObject({
      code: 'not_allowed',
      detail: expect.stringContaining('secretariat'),
    });
  });
});

it('of a speaker is refused on more devices than may be open at once, and ends none of them', async () => {
  const first = await openFirst();
  const held = await house.store.links.deviceByTokenHash(house.parts.signing.hashToken(first.deviceToken));
  const { openedAt, lastSeenAt, expiresAt } = held?.device ?? {};
  if (!held || !openedAt || !lastSeenAt || !expiresAt) throw new Error('no device');
  await house.store.prisma.linkDevice.createMany({
    data: Array.from({ length: DEVICES_PER_LINK - 1 }, () => ({
      id: newId(),
      linkId: held.link.id,
      tokenHash: newId(),
      openedAt,
      lastSeenAt,
      expiresAt,
      byCode: true,
    })),
  });
  await open(guest.token);
  const entered = enterCode(house.parts, { token: guest.token, code: await mailedCode() });
  await expect(entered).rejects.toMatchObject({ code: 'not_allowed' });
  expect(await actorOfDevice(house.parts, first.deviceToken)).not.toBeNull();
});

describe("a mission's link", () => {
  let missionId: string;
  let sessionId: string;
  beforeAll(async () => {
    missionId = newId();
    sessionId = await house.addSession();
    await house.store.missions.addMissing([{ id: missionId, stateCode: 'CHE', name: 'A mission' }]);
  });
  const issue = (email: string | null) =>
    issueMissionLink(house.parts, { actor: house.coordinator, missionId, sessionId, email });

  const told = async () => {
    const all = await house.store.missions.withLinks(sessionId, house.parts.clock.now());
    const one = all.find(({ id }) => id === missionId);
    return { opened: one?.opened, openings: one?.openings };
  };
  const endAll = () => revokeMissionLinks(house.parts, { actor: house.coordinator, missionId, sessionId });

  it('is open on so many devices at once: one more ends the one that was unused longest', async () => {
    const { token } = await issue(null);
    const devices: string[] = [];
    for (let one = 0; one < DEVICES_PER_LINK; one += 1) devices.push((await openFirst(token)).deviceToken);
    const isOpen = async (device: string) => (await actorOfDevice(house.parts, device)) !== null;
    expect(await actorOfDevice(house.parts, devices[0] ?? '')).toMatchObject({
      kind: 'delegate',
      missionId,
      sessionId,
    });
    expect(await told()).toEqual({ opened: DEVICES_PER_LINK, openings: DEVICES_PER_LINK });
    house.passMs(OPENINGS_WITHIN_MS);
    const [away, ...used] = devices;
    for (const device of used) expect(await isOpen(device)).toBe(true);
    const further = await openFirst(token);
    expect(await isOpen(further.deviceToken)).toBe(true);
    expect(await isOpen(away ?? '')).toBe(false);
    for (const device of used) expect(await isOpen(device)).toBe(true);
    expect(await told()).toEqual({ opened: DEVICES_PER_LINK, openings: 1 });
    // Whoever was ended opens it again; who only opened it today goes before who came back.
    const again = await open(token, away);
    expect(again.outcome).toBe('open');
    expect(await isOpen(further.deviceToken)).toBe(false);
    await endAll();
    for (const device of devices) expect(await isOpen(device)).toBe(false);
    await expect(open(token)).rejects.toMatchObject({ code: 'link_revoked' });
  });

  it('is refused for the day, and told to the staff, once it goes from hand to hand', async () => {
    const { token } = await issue(null);
    await openFirst(token);
    const link = await house.store.links.byTokenHash(house.parts.signing.hashToken(token));
    const now = house.parts.clock.now();
    const ended = Array.from({ length: OPENINGS_PER_LINK - 2 }, () => ({
      id: newId(),
      linkId: link?.id ?? '',
      tokenHash: newId(),
      openedAt: now,
      lastSeenAt: now,
      expiresAt: now,
      byCode: false,
    }));
    await house.store.prisma.linkDevice.createMany({ data: ended });
    const last = await openFirst(token);
    expect(await told()).toEqual({ opened: 2, openings: OPENINGS_PER_LINK });
    await expect(open(token)).rejects.toMatchObject({ code: 'too_many_requests' });
    // Who has it open keeps it.
    expect(await actorOfDevice(house.parts, last.deviceToken)).not.toBeNull();
    expect((await open(token, last.deviceToken)).outcome).toBe('open');
    house.passMs(OPENINGS_WITHIN_MS);
    await openFirst(token);
    expect(await told()).toEqual({ opened: 3, openings: 1 });
    await endAll();
  });

  it('keeps of a device the day on which it was last there, and of a speaker’s not even that', async () => {
    const { token } = await issue(null);
    const seenOf = async (deviceToken: string) => {
      const held = await house.store.links.deviceByTokenHash(house.parts.signing.hashToken(deviceToken));
      return held?.device;
    };
    const delegates = (await openFirst(token)).deviceToken;
    const speakers = (await openFirst()).deviceToken;
    const midnight = () => new Date(house.parts.clock.now().toISOString().slice(0, 10));
    expect((await seenOf(delegates))?.lastSeenAt).toEqual(midnight());
    house.passMs(OPENINGS_WITHIN_MS);
    for (const device of [delegates, speakers]) {
      expect(await actorOfDevice(house.parts, device)).not.toBeNull();
    }
    expect((await seenOf(delegates))?.lastSeenAt).toEqual(midnight());
    const own = await seenOf(speakers);
    expect(own?.lastSeenAt).toEqual(own?.openedAt);
    await endAll();
  });

  it('asks for a code where it was given to an address', async () => {
    const { token } = await issue('mission@test.invalid');
    await openFirst(token);
    expect(await open(token)).toEqual({ outcome: 'code_required', purpose: 'delegate' });
    const opened = await enterCode(house.parts, { token, code: await mailedCode(token) });
    expect(opened.purpose).toBe('delegate');
  });
});
