import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '@rostrum/domain';
import { requirePart } from '@rostrum/testkit';
import { jobRun, openPlant, type Plant } from '@rostrum/testkit/plant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PermanentFailure } from '../ports/queue.ts';
import { MAIL_KINDS, type MailKind, type MailSecret } from '../ports/store/mail.ts';
import { sendMail } from './send-mail.ts';

describe.skipIf(!requirePart('database'))('sending mail', () => {
  let plant: Plant;
  beforeAll(async () => {
    plant = await openPlant();
  });
  afterAll(() => plant.close());

  const write = async (
    kind: MailKind,
    secret: MailSecret | null,
    email: string | null = 'speaker@rostrum.test',
  ) => {
    const { speaker } = await plant.place({
      email,
      floorTimeMs: 330_000,
      deadlineAt: new Date('2099-11-20T22:59:00Z'),
    });
    const mailId = newId();
    const { invitationId } = speaker;
    await plant.parts.store.mail.add({ id: mailId, kind, invitationId, secret, createdAt: new Date() });
    return mailId;
  };
  const sent = async () => {
    const folder = path.join(plant.dataDir, 'mail');
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'));
    return await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  };

  it('sends once, says what it is about, and forgets the secret', async () => {
    const link = 'https://rostrum.test/speak/#a-token-of-this-test';
    const mailId = await write('speaker_link', { link });
    await sendMail(plant.parts, { mailId }, jobRun());
    await sendMail(plant.parts, { mailId }, jobRun());
    const mails = (await sent()).filter((mail) => mail.includes('a-token-of-this-test'));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain('To: speaker@rostrum.test');
    expect(mails[0]).toContain('Nauru');
    expect(mails[0]).toContain('5:30');
    expect(await plant.parts.store.mail.get(mailId)).toMatchObject({
      state: 'sent',
      secret: null,
      attempts: 1,
    });
  });

  it('keeps waiting while the server is away, and gives up with the last attempt', async () => {
    const mailId = await write('new_device', null);
    const away = {
      ...plant.parts,
      mailer: {
        ...plant.parts.mailer,
        send: async () => {
          throw new Error('away for a test');
        },
      },
    };
    await expect(sendMail(away, { mailId }, jobRun())).rejects.toThrow('away');
    expect(await plant.parts.store.mail.get(mailId)).toMatchObject({ state: 'waiting', reason: 'not_sent' });
    await expect(sendMail(away, { mailId }, jobRun({ isLastAttempt: true }))).rejects.toThrow('away');
    expect(await plant.parts.store.mail.get(mailId)).toMatchObject({ state: 'failed', attempts: 2 });
    await sendMail(plant.parts, { mailId }, jobRun());
    expect(await plant.parts.store.mail.get(mailId)).toMatchObject({ state: 'sent', reason: null });
  });

  it('does not invent an address, nor send a link mail without its link', async () => {
    const nobody = await write('new_device', null, null);
    await sendMail(plant.parts, { mailId: nobody }, jobRun());
    expect(await plant.parts.store.mail.get(nobody)).toMatchObject({ state: 'failed', reason: 'no_address' });
    const empty = await write('speaker_link', null);
    await expect(sendMail(plant.parts, { mailId: empty }, jobRun())).rejects.toThrow(PermanentFailure);
  });

  it('has a text for every kind', async () => {
    const secret = { link: 'https://rostrum.test/#x', code: '123456' };
    for (const kind of MAIL_KINDS.filter((kind) => kind !== 'refused' && kind !== 'received')) {
      const mailId = await write(kind, secret);
      await sendMail(plant.parts, { mailId }, jobRun());
      expect(await plant.parts.store.mail.get(mailId), kind).toMatchObject({ state: 'sent' });
    }
  });
});
