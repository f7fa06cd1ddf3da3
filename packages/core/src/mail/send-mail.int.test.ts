import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newId } from '@rostrum/domain';
import { createDirectoryMailer, type DirectoryMailer } from '@rostrum/runtime';
import { requirePart } from '@rostrum/testkit';
import { AGREED } from '@rostrum/testkit/agreed';
import { type House, type Invited, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerDecision } from '../decisions/answer-decision.ts';
import { decide, type NewDecision } from '../decisions/decide.ts';
import { setConsent } from '../decisions/set-consent.ts';
import { undoDecision } from '../decisions/undo-decision.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { openLink } from '../links/open-link.ts';
import { reissueLink } from '../links/reissue-link.ts';
import { revokeLinks } from '../links/revoke-links.ts';
import { PermanentFailure } from '../ports/queue.ts';
import { MAIL_KINDS, type MailKind, type MailSecret } from '../ports/store/mail.ts';
import { publishProgramme } from '../programmes/publish-programme.ts';
import { unpublishProgramme } from '../programmes/unpublish-programme.ts';
import { setLanguage } from '../sessions/set-language.ts';
import { mailReceipt } from './mail-receipt.ts';
import { remind } from './remind.ts';
import { sendMail } from './send-mail.ts';

const HELD_BACK_MS = 300_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FLOOR_MS = 330_000;

describe.skipIf(!requirePart('database'))('mail', () => {
  let house: House;
  let folder: string;
  let mailer: DirectoryMailer;
  let guest: Invited;
  let people = 0;
  let address: string;

  const log = { info() {}, warn() {}, error() {} };
  const mailParts = () => ({ ...house.parts, mailer, log });
  const once = { isLastAttempt: false };

  beforeAll(async () => {
    house = await openHouse();
    folder = await mkdtemp(path.join(tmpdir(), 'mail-'));
    mailer = createDirectoryMailer(folder);
  });
  afterAll(async () => {
    await house?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    people += 1;
    address = `speaker${people}@rostrum.test`;
    guest = await house.invite({ email: address, floorTimeMs: FLOOR_MS });
    await work();
  });

  /** Everything that waits is sent, as a worker would when its time has come. */
  async function work() {
    for (const id of await house.store.mail.waiting(house.parts.clock.now(), house.parts.clock.now()))
      await sendMail(mailParts(), { mailId: id }, once);
  }
  const sent = async () => (await mailer.list()).filter(({ to }) => to === address);
  const told = async () =>
    (await house.store.prisma.mail.findMany({ where: { invitationId: guest.invitationId, state: 'sent' } }))
      .map(({ kind }) => kind)
      .filter((kind) => kind !== 'speaker_link');
  const write = async (
    kind: MailKind,
    secret: MailSecret | null,
    invitationId: string | null = guest.invitationId,
  ) => {
    const mailId = newId();
    const createdAt = house.parts.clock.now();
    await house.store.mail.add({ id: mailId, kind, invitationId, secret, createdAt });
    return mailId;
  };

  describe('sending', () => {
    it('is done once, and forgets the secret', async () => {
      const mailId = await write('speaker_link', { link: 'https://rostrum.test/speak/#a-token' });
      await sendMail(mailParts(), { mailId }, once);
      await sendMail(mailParts(), { mailId }, once);
      const mails = (await sent()).filter(({ text }) => text.includes('#a-token'));
      expect(mails).toHaveLength(1);
      expect(mails[0]?.text).toContain('5:30');
      expect(await house.store.mail.get(mailId)).toMatchObject({ state: 'sent', secret: null, attempts: 1 });
    });

    it('speaks the language that the speaker chose', async () => {
      await setLanguage(house.parts, { actor: guest.speaker, language: 'ar' });
      await sendMail(mailParts(), { mailId: await write('new_device', null) }, once);
      expect((await sent())[0]?.subject).toBe('رابطك مفتوح على جهاز آخر');
    });

    it('keeps waiting while the server is away, and gives up with the last attempt', async () => {
      const mailId = await write('new_device', null);
      const send = async () => {
        throw new Error('away for a test');
      };
      const away = { ...mailParts(), mailer: { ...mailer, send } };
      await expect(sendMail(away, { mailId }, once)).rejects.toThrow('away');
      expect(await house.store.mail.get(mailId)).toMatchObject({ state: 'waiting', reason: 'not_sent' });
      await expect(sendMail(away, { mailId }, { isLastAttempt: true })).rejects.toThrow('away');
      expect(await house.store.mail.get(mailId)).toMatchObject({ state: 'failed', attempts: 2 });
      await sendMail(mailParts(), { mailId }, once);
      expect(await house.store.mail.get(mailId)).toMatchObject({ state: 'sent', reason: null });
    });

    it('does not invent an address, nor send a link mail without its link', async () => {
      const { invitationId } = await house.invite();
      const nobody = await write('new_device', null, invitationId);
      await sendMail(mailParts(), { mailId: nobody }, once);
      expect(await house.store.mail.get(nobody)).toMatchObject({ state: 'failed', reason: 'no_address' });
      await house.store.invitations.setEmail(invitationId, 'a@rostrum.test\r\nBcc: evil@rostrum.test');
      const bad = await write('new_device', null, invitationId);
      await expect(sendMail(mailParts(), { mailId: bad }, once)).rejects.toThrow(PermanentFailure);
      expect(await house.store.mail.get(bad)).toMatchObject({ state: 'failed', reason: 'bad_address' });
      await house.store.invitations.setEmail(invitationId, null);
      const empty = await write('speaker_link', null);
      await expect(sendMail(mailParts(), { mailId: empty }, once)).rejects.toThrow(PermanentFailure);
    });

    it('leaves no copy of a mail whose statement was erased while it was being sent', async () => {
      const mailId = await write('new_device', null);
      const before = (await sent()).length;
      expect(before).toBeGreaterThan(0);
      const slow: typeof mailer.send = async (mail) => {
        await mailer.send(mail);
        await house.store.transaction((tx) => tx.erasures.forgetRows(guest.statementId));
      };
      await sendMail({ ...mailParts(), mailer: { ...mailer, send: slow } }, { mailId }, once);
      expect(await sent()).toEqual([]);
    });

    it('leaves out what speaks of a link that was ended, and reminds nobody of it', async () => {
      const { invitationId } = guest;
      const actor = house.coordinator;
      const reissue = () => reissueLink(house.parts, { actor, invitationId, mail: true });
      const links = async () => (await sent()).flatMap(({ text }) => /#[\w-]+/.exec(text) ?? []);
      const before = await links();
      await openLink(house.parts, { token: (await reissue()).token, deviceToken: null });
      const { token: older } = await reissue();
      await openLink(house.parts, { token: older, deviceToken: null });
      // A further device: its code waits with the mail of its link.
      await openLink(house.parts, { token: older, deviceToken: null });
      const { token: newest } = await reissue();
      await work();
      expect((await links()).filter((link) => !before.includes(link))).toEqual([`#${newest}`]);
      expect(await told()).toEqual([]);

      const deadlineAt = new Date(house.parts.clock.now().getTime() + 1.5 * DAY_MS);
      await house.store.prisma.invitation.update({ where: { id: invitationId }, data: { deadlineAt } });
      house.passMs(DAY_MS);
      expect(await remind(house.parts)).toBe(1);
      await revokeLinks(house.parts, { actor, invitationId });
      await work();
      expect(await remind(house.parts)).toBe(0);
      expect(await told()).toEqual([]);
    });

    it('has a text for every kind that stands by itself', async () => {
      const secret = { link: 'https://rostrum.test/#x', code: '123456' };
      const kinds = MAIL_KINDS.filter((kind) => /link|code|device|invitation/.test(kind));
      expect(kinds.length).toBeGreaterThan(6);
      for (const kind of kinds) {
        const mailId = await write(kind, secret);
        await sendMail(mailParts(), { mailId }, once);
        expect(await house.store.mail.get(mailId), kind).toMatchObject({ state: 'sent' });
      }
    });
  });

  describe('of a decision', () => {
    const say = async (kind: NewDecision['kind'], cut?: { takeId: string; cutId: string }) => {
      const { takeId, cutId } = cut ?? (await house.addTake(guest.statementId, { lengthMs: FLOOR_MS }));
      const { statementId } = guest;
      const version = (await house.store.statements.byId(statementId))?.version ?? -1;
      const actor = house.coordinator;
      return await decide(house.parts, { actor, statementId, kind, takeId, cutId, reason: 'Seen', version });
    };
    const undo = async (decisionId: string) => {
      const version = (await house.store.statements.byId(guest.statementId))?.version ?? -1;
      await undoDecision(house.parts, { actor: house.coordinator, decisionId, version });
    };
    const staffCut = async () => {
      const { takeId } = await house.addTake(guest.statementId, { lengthMs: FLOOR_MS });
      const edit = { inMs: 10_000, outMs: FLOOR_MS, removals: [] };
      const options = { edit, measuredMs: FLOOR_MS - 10_000, removesOnlySilence: false };
      return { takeId, cutId: await house.addCut(takeId, options) };
    };

    it('is held back for a while', async () => {
      await say('approve');
      await work();
      expect(await told()).toEqual([]);
      const [waiting] = await house.store.prisma.mail.findMany({
        where: { invitationId: guest.invitationId, kind: 'approved' },
      });
      // A job that comes too early, by whatever way, changes nothing.
      await sendMail(mailParts(), { mailId: waiting?.id ?? '' }, once);
      expect(await told()).toEqual([]);
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual(['approved']);
    });

    it('promises nothing whose last day has passed by then', async () => {
      const endsAt = new Date(house.parts.clock.now().getTime() + HELD_BACK_MS);
      const consent = { audience: 'missions' as const, masterAllowed: false, ...AGREED };
      await setConsent(house.parts, { actor: guest.speaker, ...consent, endsAt });
      await say('approve');
      house.passMs(HELD_BACK_MS);
      await work();
      const [mail] = (await sent()).filter(({ text }) => text.includes('What you sent is accepted.'));
      expect(mail?.subject).toBe('Something is asked of you');
      expect(mail?.text).toContain('the last day that you chose has passed');
      expect(mail?.text).not.toContain('You need not do anything');
    });

    it('is told to nobody once the statement was taken back', async () => {
      await say('approve');
      await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual([]);
    });

    it('is told to nobody when it was undone by then', async () => {
      const { decisionId } = await say('approve');
      await undo(decisionId);
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual([]);
      expect(await house.store.prisma.mail.count({ where: { invitationId: guest.invitationId } })).toBe(1);
    });

    it('is the last one of several', async () => {
      await say('ask_changes');
      await say('decline');
      await say('approve');
      await say('approve');
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual(['approved']);
    });

    it('is no news while it says what was said before', async () => {
      await say('approve');
      house.passMs(HELD_BACK_MS);
      await work();
      await say('approve');
      house.passMs(HELD_BACK_MS);
      await work();
      await say('ask_changes');
      house.passMs(HELD_BACK_MS);
      await work();
      await say('approve');
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual(['approved', 'changes_requested', 'approved']);
    });

    it('asks about a cut, unless it was answered by then', async () => {
      await say('approve', await staffCut());
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual(['cut_question']);
      const { decisionId } = await say('approve', await staffCut());
      await answerDecision(house.parts, { actor: guest.speaker, decisionId, answer: 'yes' });
      house.passMs(HELD_BACK_MS);
      await work();
      expect(await told()).toEqual(['cut_question']);
    });

    it('tells of being shown once, and not of what was taken from view at once', async () => {
      const actor = house.coordinator;
      const { reviewId } = guest;
      const publish = () =>
        publishProgramme(house.parts, { actor, reviewId, statementIds: [guest.statementId] });
      const later = async () => {
        house.passMs(HELD_BACK_MS);
        await work();
        return (await told()).filter((kind) => kind === 'published').length;
      };
      await say('approve');
      await publish();
      await unpublishProgramme(house.parts, { actor, reviewId, reason: 'too early' });
      expect(await later()).toBe(0);
      await publish();
      await publish();
      expect(await later()).toBe(1);
      await unpublishProgramme(house.parts, { actor, reviewId, reason: 'once more' });
      await publish();
      expect(await later()).toBe(1);
    });
  });

  describe('of a receipt', () => {
    it('is sent when it is asked for, once an hour', async () => {
      const { takeId } = await house.addTake(guest.statementId);
      const ask = () => mailReceipt(house.parts, { actor: guest.speaker, takeId });
      await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
      const payload = {
        version: 1,
        takeId,
        statementId: guest.statementId,
        sha256: 'ab'.repeat(32),
        bytes: 5,
        receivedAt: house.parts.clock.now().toISOString(),
        session: 37,
        state: 'NRU',
      } as const;
      const signed = house.parts.signing.signReceipt(payload);
      await house.store.receipts.addOnce({ ...signed, takeId, issuedAt: house.parts.clock.now() });
      await Promise.all([ask(), ask()]);
      await ask();
      await work();
      expect(await told()).toEqual(['received']);
      const text = (await sent())[0]?.text ?? '';
      const block: unknown = JSON.parse(text.slice(text.indexOf('\n{\n'), text.lastIndexOf('\n}\n') + 3));
      expect(block).toEqual({ payload, keyId: signed.keyId, signature: signed.signature });

      house.passMs(HOUR_MS);
      await ask();
      await work();
      expect(await told()).toEqual(['received', 'received']);

      const stranger = await house.invite({ email: 'stranger@rostrum.test' });
      await expect(mailReceipt(house.parts, { actor: stranger.speaker, takeId })).rejects.toMatchObject({
        code: 'not_found',
      });
      await house.store.invitations.setEmail(guest.invitationId, null);
      await expect(ask()).rejects.toMatchObject({ code: 'not_allowed' });
      await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
      await expect(ask()).rejects.toMatchObject({ code: 'statement_withdrawn' });
    });
  });

  describe('before the deadline', () => {
    let deadlineMs: number;
    beforeEach(async () => {
      deadlineMs = house.parts.clock.now().getTime() + 10 * DAY_MS;
      await setDeadline(deadlineMs);
    });
    const setDeadline = async (atMs: number) => {
      const data = { deadlineAt: new Date(atMs) };
      await house.store.prisma.invitation.update({ where: { id: guest.invitationId }, data });
    };
    const at = async (beforeMs: number) => {
      house.passMs(deadlineMs - beforeMs - house.parts.clock.now().getTime());
      await Promise.all([remind(house.parts), remind(house.parts)]);
      await remind(house.parts);
      await work();
      return (await sent()).filter(({ text }) => text.startsWith('You have')).map(({ subject }) => subject);
    };

    it('reminds at each step once, whoever sweeps, and not after it', async () => {
      expect(await at(7 * DAY_MS + 1)).toEqual([]);
      expect(await at(7 * DAY_MS)).toEqual(['7 days left']);
      expect(await at(3 * DAY_MS)).toHaveLength(1);
      expect((await at(2 * DAY_MS)).sort()).toEqual(['2 days left', '7 days left']);
      expect((await at(DAY_MS)).sort()).toEqual(['1 day left', '2 days left', '7 days left']);
      expect(await at(0)).toHaveLength(3);
      deadlineMs += 10 * DAY_MS;
      await setDeadline(deadlineMs);
      expect(await at(6 * DAY_MS)).toHaveLength(4);
    });

    it('leaves alone who sent something that can be used, until more is asked', async () => {
      const { takeId } = await house.addTake(guest.statementId);
      expect(await at(7 * DAY_MS)).toEqual([]);
      await house.store.prisma.take.update({
        where: { id: takeId },
        data: { state: 'refused', reason: 'too_long' },
      });
      expect(await at(6 * DAY_MS)).toEqual(['6 days left']);
    });

    it('leaves alone who took the statement back, and who has no address', async () => {
      await house.store.invitations.setEmail(guest.invitationId, null);
      expect(await at(7 * DAY_MS)).toEqual([]);
      await house.store.invitations.setEmail(guest.invitationId, address);
      await withdrawStatement(house.parts, { actor: guest.speaker, statementId: guest.statementId });
      expect(await at(2 * DAY_MS)).toEqual([]);
    });

    it('says nothing when the recording arrives before the reminder leaves', async () => {
      house.passMs(deadlineMs - DAY_MS - house.parts.clock.now().getTime());
      expect(await remind(house.parts)).toBeGreaterThan(0);
      await house.addTake(guest.statementId);
      await work();
      expect(await told()).toEqual([]);
    });
  });
});
