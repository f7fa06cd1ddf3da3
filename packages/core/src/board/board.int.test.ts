import { IssueCard, newId } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { type House, openHouse } from '@rostrum/testkit/house';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCaptions } from '../captions/check-captions.ts';
import { removeCaptions } from '../captions/remove-captions.ts';
import { withdrawStatement } from '../decisions/withdraw-statement.ts';
import { sendMail } from '../mail/send-mail.ts';
import type { OutgoingMail } from '../ports/mailer.ts';
import { boardOf, boardRowsOf, DUE_SOON_DAYS } from '../queries/board-of.ts';
import { writeIssueSheet } from '../recommendations/write-sheet.ts';
import { changeRemark, removeRemark } from '../remarks/change-remark.ts';
import { type RemarkKind, writeRemark } from '../remarks/write-remark.ts';
import { setLanguage } from '../sessions/set-language.ts';
import { addWrittenText } from '../written/add-written-text.ts';
import { assign } from './assign.ts';
import { previewReminders, sendReminders } from './reminders.ts';

const DAY_MS = 86_400_000;
const ISSUE = IssueCard.parse({
  id: newId(),
  theme: 'torture',
  title: null,
  earlier: null,
  changed: null,
  recommendations: [],
  questions: [],
  moment: null,
});
const DEADLINE_MS = Date.parse('2020-11-20T12:00:00Z');

describe.skipIf(!requirePart('database'))('the board', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(async () => {
    await house?.close();
  });

  const auditOf = (action: string, subjectId: string) =>
    house.store.prisma.auditEntry.findMany({ where: { action, subjectId }, include: { payload: true } });
  const addColleague = async (banned: boolean) => {
    const id = newId();
    await house.store.prisma.user.create({
      data: { id, name: `Colleague ${id}`, email: `${id}@staff.invalid`, banned },
    });
    return id;
  };

  describe('giving statements to somebody', () => {
    it('is shown, written down by ids, and disturbs no decision', async () => {
      const { coordinator: actor, parts, store } = house;
      const sessionId = await house.addSession();
      const reviewId = await house.addReview({ sessionId });
      const { statementId } = await house.invite({ reviewId, name: '=cmd|x<script>alert(1)</script>' });
      const before = await store.statements.byId(statementId);
      house.heard.length = 0;
      const give = (userId: string | null) => assign(parts, { actor, statementIds: [statementId], userId });
      expect(await give(actor.userId)).toEqual({ changed: 1 });
      expect(await give(actor.userId)).toEqual({ changed: 0 });
      // No invitation in it: no speaker hears who looks after their statement.
      expect(house.heard).toEqual([{ sessionId, reviewId, statementId, what: 'statement' }]);
      const { rows } = await boardRowsOf(parts, { sessionId, statementIds: [statementId, newId()] });
      expect(rows).toEqual((await boardOf(parts, { sessionId })).reviews[0]?.rows);
      expect(rows[0]?.statement).toMatchObject({ assignedToId: actor.userId, version: before?.version });
      expect(await give(null)).toEqual({ changed: 1 });
      expect(await auditOf('statement.assigned', statementId)).toHaveLength(2);
      expect((await store.verifyAudit()).whole).toBe(true);
    });

    it('needs an open account, known statements, and staff', async () => {
      const { coordinator: actor, parts } = house;
      const { statementId, speaker } = await house.invite();
      const closed = await addColleague(true);
      const give = (userId: string, statementIds = [statementId]) =>
        assign(parts, { actor, statementIds, userId });
      for (const userId of [closed, newId(), "'; drop table statement; --"]) {
        await expect(give(userId)).rejects.toMatchObject({ code: 'assignee_unavailable' });
      }
      await expect(give(actor.userId, [statementId, newId()])).rejects.toMatchObject({ code: 'not_found' });
      await expect(
        assign(parts, { actor: speaker, statementIds: [statementId], userId: null }),
      ).rejects.toMatchObject({ code: 'not_allowed' });
      expect(await house.store.statements.byId(statementId)).toMatchObject({ assignedToId: null });
      expect(await house.store.board.colleague(closed)).toMatchObject({ active: false });
    });

    it('says of many only which SuRs to look at', async () => {
      const { coordinator: actor, parts } = house;
      const sessionId = await house.addSession();
      const reviewId = await house.addReview({ sessionId });
      const invited = await Promise.all(Array.from({ length: 21 }, () => house.invite({ reviewId })));
      house.heard.length = 0;
      const statementIds = invited.map((one) => one.statementId);
      expect(await assign(parts, { actor, statementIds, userId: actor.userId })).toEqual({ changed: 21 });
      expect(house.heard).toEqual([{ sessionId, reviewId, what: 'statement' }]);
    });
  });

  it('keeps each row in its place, in the order of speaking', async () => {
    const { coordinator: actor, parts } = house;
    const sessionId = await house.addSession();
    const reviewId = await house.addReview({ sessionId });
    await house.invite({ reviewId, name: 'B' });
    const { statementId } = await house.invite({ reviewId, name: 'A' });
    await house.invite({ reviewId, name: 'Z', kind: 'state' });
    await house.invite({ reviewId, name: 'Y', kind: 'nhri', nhriStatus: 'A' });
    const names = async () =>
      (await boardOf(parts, { sessionId })).reviews[0]?.rows.map(({ organisation }) => organisation.name);
    expect(await names()).toEqual(['Z', 'Y', 'A', 'B']);
    await assign(parts, { actor, statementIds: [statementId], userId: actor.userId });
    expect(await names()).toEqual(['Z', 'Y', 'A', 'B']);
  });

  it('counts what was said of a statement and is not settled', async () => {
    const { coordinator: actor, parts } = house;
    const sessionId = await house.addSession();
    const reviewId = await house.addReview({ sessionId });
    const { statementId } = await house.invite({ reviewId });
    const say = async (kind: RemarkKind) => {
      const id = newId();
      const about = { statementId, takeId: null, startMs: null, endMs: null, body: 'Listen again' };
      await writeRemark(parts, { actor, kind, id, ...about });
      return { actor, kind, id };
    };
    const open = async () =>
      (await boardRowsOf(parts, { sessionId, statementIds: [statementId] })).rows[0]?.open;
    expect(await open()).toEqual({ notes: 0, comments: 0 });
    const note = await say('note');
    await say('note');
    const comment = await say('comment');
    expect(await open()).toEqual({ notes: 2, comments: 1 });
    await changeRemark(parts, { ...note, resolved: true });
    await removeRemark(parts, comment);
    expect(await open()).toEqual({ notes: 1, comments: 0 });
    await changeRemark(parts, { ...note, resolved: false });
    expect(await open()).toEqual({ notes: 2, comments: 0 });
  });

  it('tells what is missing in words, whoever wrote it', async () => {
    const { coordinator: actor, parts, store } = house;
    const sessionId = await house.addSession();
    const reviewId = await house.addReview({ sessionId });
    const { statementId, speaker } = await house.invite({ reviewId });
    const words = async () =>
      (await boardRowsOf(parts, { sessionId, statementIds: [statementId] })).rows[0]?.words;
    expect(await words()).toEqual({ written: 'missing', captions: 'not_asked', issues: 'missing' });
    const { takeId } = await house.addTake(statementId);
    expect(await words()).toMatchObject({ captions: 'missing' });
    const text = { language: 'en', text: 'We ask.', source: 'typed', baseId: null } as const;
    await addWrittenText(parts, { actor: speaker, ...text });
    const write = (cards: IssueCard[], version: number) =>
      writeIssueSheet(parts, { actor, statementId, sheet: { language: 'en', cards }, version });
    await write([ISSUE], 0);
    const spread = {
      takeId,
      statementId,
      language: 'en',
      cues: [{ startMs: 0, endMs: 500, text: 'We ask.' }],
      findings: [],
      origin: 'spread',
      madeBy: { kind: 'speaker', id: speaker.invitationId },
      createdAt: parts.clock.now(),
    } as const;
    const first = await store.captions.add({
      ...spread,
      cues: [...spread.cues],
      findings: [],
      id: newId(),
      version: 1,
    });
    expect(await words()).toEqual({ written: 'there', captions: 'unchecked', issues: 'there' });
    await checkCaptions(parts, { actor, captionsId: first.id, checked: true });
    expect(await words()).toMatchObject({ captions: 'there' });
    // Made anew: what was checked is not what is shown.
    const again = await store.captions.add({
      ...spread,
      cues: [...spread.cues],
      findings: [],
      id: newId(),
      version: 2,
    });
    expect(await words()).toMatchObject({ captions: 'unchecked' });
    await removeCaptions(parts, { actor, captionsId: again.id });
    await write([], 1);
    expect(await words()).toEqual({ written: 'there', captions: 'missing', issues: 'missing' });
    const board = await boardOf(parts, { sessionId });
    expect(board.reviews[0]?.rows[0]?.words).toEqual(await words());
  });

  it('shows rows of its own session alone, and a session without SuRs', async () => {
    const { statementId } = await house.invite();
    const sessionId = await house.addSession();
    expect((await boardOf(house.parts, { sessionId })).reviews).toEqual([]);
    const rows = await boardRowsOf(house.parts, { sessionId, statementIds: [statementId] });
    expect(rows.rows).toEqual([]);
    await expect(
      boardRowsOf(house.parts, { sessionId: newId(), statementIds: [statementId] }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells apart what is not here shortly before its deadline, by the setting', async () => {
    const { parts, store } = house;
    const sessionId = await house.addSession();
    await house.invite({ reviewId: await house.addReview({ sessionId }) });
    const stage = async () => (await boardOf(parts, { sessionId })).reviews[0]?.rows[0]?.stage;
    const setDeadline = (inMs: number) =>
      store.reviews.updateSession(sessionId, {
        uploadDeadlineAt: new Date(parts.clock.now().getTime() + inMs),
      });
    await setDeadline(DUE_SOON_DAYS * DAY_MS + 1);
    expect(await stage()).toBe('invited');
    await setDeadline(DUE_SOON_DAYS * DAY_MS);
    expect(await stage()).toBe('due_soon');
    const data = { value: 1, changedAt: parts.clock.now(), changedById: house.coordinator.userId };
    await store.prisma.setting.create({ data: { key: 'board.dueSoonDays', ...data } });
    expect(await stage()).toBe('invited');
    await setDeadline(-1);
    expect(await stage()).toBe('missing');
    await store.prisma.setting.delete({ where: { key: 'board.dueSoonDays' } });
  });

  describe('reminders', () => {
    const sent: OutgoingMail[] = [];
    const log = { info() {}, warn() {}, error() {} };
    const mailer = {
      async send(mail: OutgoingMail) {
        sent.push(mail);
      },
      forget: async () => 0,
    };
    async function work() {
      const now = house.parts.clock.now();
      sent.length = 0;
      for (const mailId of await house.store.mail.waiting(now, now)) {
        await sendMail({ ...house.parts, mailer, log }, { mailId }, { isLastAttempt: true });
      }
      return sent;
    }

    it('are sent as previewed, to whom it was said, once however many send', async () => {
      const { coordinator: actor, parts } = house;
      const sessionId = await house.addSession({ uploadDeadlineAt: new Date(DEADLINE_MS) });
      const reviewId = await house.addReview({ sessionId });
      const invite = (email: string | null) => house.invite({ reviewId, email });
      const [english, french, silent, gone, done] = [
        await invite('english@rostrum.test'),
        await invite('french@rostrum.test'),
        await invite(null),
        await invite('gone@rostrum.test'),
        await invite('done@rostrum.test'),
      ];
      await setLanguage(parts, { actor: french.speaker, language: 'fr' });
      await withdrawStatement(parts, { actor: gone.speaker, statementId: gone.statementId });
      await house.addTake(done.statementId);
      await work();
      const stranger = newId();
      const statementIds = [english, french, silent, gone, done].map((one) => one.statementId);
      const chosen = { actor, sessionId, statementIds: [...statementIds, english.statementId, stranger] };

      const { mails, leftOut } = await previewReminders(parts, chosen);
      expect(mails).toMatchObject([
        { kind: 'reminder', language: 'en', statementIds: [english.statementId] },
        { kind: 'reminder', language: 'fr', statementIds: [french.statementId] },
      ]);
      expect(new Map(leftOut.map(({ statementId, because }) => [statementId, because]))).toEqual(
        new Map([
          [silent.statementId, 'no_address'],
          [gone.statementId, 'withdrawn'],
          [done.statementId, 'nothing_owed'],
          [stranger, 'not_found'],
        ]),
      );

      const twice = await Promise.all([sendReminders(parts, chosen), sendReminders(parts, chosen)]);
      const told = twice.flatMap((one) => one.sent).sort();
      expect(told).toEqual([english.statementId, french.statementId].sort());
      const texts = (await work()).map(({ to, subject, text }) => ({ to, subject, text }));
      expect(texts.sort((a, b) => a.to.localeCompare(b.to))).toEqual([
        { to: 'english@rostrum.test', subject: mails[0]?.subject, text: mails[0]?.text },
        { to: 'french@rostrum.test', subject: mails[1]?.subject, text: mails[1]?.text },
      ]);
      // Neither the organisation nor a key is in them.
      for (const { text } of texts) expect(text).not.toMatch(/Organisation|State|#/);

      const [entry, ...more] = await auditOf('statement.reminded', english.statementId);
      expect(entry).toMatchObject({ actorId: actor.userId, payload: { payload: { mail: 'reminder' } } });
      expect(more).toEqual([]);
      expect((await sendReminders(parts, chosen)).leftOut).toContainEqual({
        statementId: english.statementId,
        because: 'reminded_lately',
      });
      // What failed may be sent anew at once, and no second mail of the same name stands in its way.
      await house.store.prisma.mail.updateMany({
        where: { invitationId: english.invitationId, kind: 'reminder' },
        data: { state: 'failed' },
      });
      // A mail fails after it was written, not in the same millisecond: of two that old, neither is the last.
      house.passMs(1000);
      expect((await sendReminders(parts, chosen)).sent).toEqual([english.statementId]);
      house.passMs(DAY_MS);
      expect((await sendReminders(parts, chosen)).sent.sort()).toEqual(told);
      house.passMs(DEADLINE_MS - parts.clock.now().getTime());
      expect(await previewReminders(parts, chosen)).toMatchObject({ mails: [] });
      await expect(sendReminders(parts, { ...chosen, actor: english.speaker })).rejects.toMatchObject({
        code: 'not_allowed',
      });
    });
  });
});
