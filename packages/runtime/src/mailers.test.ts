import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createDirectoryMailer } from './directory-mailer.ts';
import { createLog } from './logger.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

describe('the mailbox of the demonstration', () => {
  it('keeps what was sent, newest first, and forgets an address', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mail-'));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    const mailer = createDirectoryMailer(directory);
    await mailer.send({ to: 'one@example.org', subject: 'First', text: 'Déjà vu' });
    await mailer.send({ to: 'two@example.org', subject: 'Second', text: 'مرحبا' });
    expect((await mailer.list()).map((mail) => mail.subject).sort()).toEqual(['First', 'Second']);
    expect((await mailer.list()).find((mail) => mail.subject === 'Second')?.text).toBe('مرحبا');
    expect(await mailer.forget('one@example.org')).toBe(1);
    expect((await mailer.list()).map((mail) => mail.to)).toEqual(['two@example.org']);
    const kept = await readdir(directory);
    expect(kept).toHaveLength(2);
    for (const name of kept)
      expect(await readFile(join(directory, name), 'utf8')).not.toContain('one@example.org');
  });

  it('lets no address break out of its header', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mail-'));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    const mailer = createDirectoryMailer(directory);
    await mailer.send({
      to: 'one@example.org',
      subject: 'A\r\nBcc: evil@example.org\r\n\r\nHello',
      text: 'x',
    });
    const eml = await readFile(join(directory, await emlOf(directory)), 'utf8');
    expect(eml).not.toMatch(/^Bcc:/m);
    expect(eml.split('\n\n')[1]).toBe('x\n');
    const written = await readdir(directory);
    for (const to of [
      'one@example.org\r\nBcc: evil@example.org',
      'one@example.org, evil@example.org',
      'One <one@example.org>',
      '',
    ])
      await expect(mailer.send({ to, subject: 'A', text: 'x' }), to).rejects.toThrow(TypeError);
    expect(await readdir(directory)).toEqual(written);
  });

  it('names neither this machine nor the product, loads nothing, and asks for no answer', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mail-'));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    await createDirectoryMailer(directory).send({ to: 'one@example.org', subject: 'رابطك', text: 'مرحبا' });
    const eml = await readFile(join(directory, await emlOf(directory)), 'utf8');
    expect(eml).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(eml).toMatch(/^Message-ID: <[\w-]+@localhost>$/m);
    expect(eml).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
    expect(eml).not.toContain(hostname());
    expect(eml).not.toMatch(/rostrum|nodemailer|^X-Mailer|multipart|html/im);
  });

  it('removes with an address what a process that died left half written', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'mail-'));
    cleanups.push(() => rm(directory, { recursive: true, force: true }));
    const mailer = createDirectoryMailer(directory);
    for (const name of ['old.eml.part', 'young.eml.part']) await writeFile(join(directory, name), 'To: one');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(directory, 'old.eml.part'), anHourAgo, anHourAgo);
    await mailer.forget('one@example.org');
    expect(await readdir(directory)).toEqual(['young.eml.part']);
  });
});

describe('mail over SMTP', () => {
  it('speaks to a real socket', async () => {
    const heard: string[] = [];
    const server = await smtpServer(heard);
    const { port } = server.address() as { port: number };
    cleanups.push(() => new Promise((resolve) => server.close(resolve)));
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'rostrum@example.org' });
    await mailer.send({ to: 'one@example.org', subject: 'Your link', text: 'Hello' });
    expect(heard.join('\n')).toContain('RCPT TO:<one@example.org>');
    expect(heard.join('\n')).toContain('Subject: Your link');
    expect(heard).toContain('EHLO example.org');
    expect(heard.filter((line) => line.startsWith('RCPT'))).toHaveLength(1);
    expect(heard.join('\n')).toMatch(/^Message-ID: <[\w-]+@example\.org>$/m);
  });

  it('tells by codes alone why a mail was not taken: an answer repeats the address', async () => {
    const refused = '550 5.1.1 <one@example.org>: one@example.org is unknown here';
    const server = await smtpServer([], (line) => (line.startsWith('RCPT') ? refused : null));
    const { port } = server.address() as { port: number };
    cleanups.push(() => new Promise((resolve) => server.close(resolve)));
    const mailer = createSmtpMailer({ url: `smtp://127.0.0.1:${port}`, from: 'rostrum@example.org' });
    const error: unknown = await mailer
      .send({ to: 'one@example.org', subject: 'Your link', text: 'Hello' })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' });
    if (!(error instanceof Error)) throw new Error('no error was thrown');
    expect(error.cause).toBeUndefined();
    const lines: string[] = [];
    createLog({ level: 'info', name: 'test', destination: { write: (line) => lines.push(line) } }).error(
      'job.failed',
      error,
    );
    expect(lines).toHaveLength(1);
    for (const text of [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), ...lines])
      expect(text).not.toMatch(/one@example|unknown here/);
  });
});

async function emlOf(directory: string): Promise<string> {
  const eml = (await readdir(directory)).find((name) => name.endsWith('.eml'));
  if (eml === undefined) throw new Error('no mail was written');
  return eml;
}

/** The few words of RFC 5321 that a sender needs to hear. */
async function smtpServer(
  heard: string[],
  answer: (line: string) => string | null = () => null,
): Promise<Server> {
  const server = createServer((socket) => {
    let inData = false;
    socket.write('220 test\r\n');
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      for (const line of text.split('\r\n').filter((one) => one !== '')) {
        heard.push(line);
        const own = inData ? null : answer(line);
        if (own !== null) socket.write(`${own}\r\n`);
        else if (inData) {
          if (line !== '.') continue;
          inData = false;
          socket.write('250 taken\r\n');
        } else if (line === 'DATA') {
          inData = true;
          socket.write('354 go on\r\n');
        } else if (line === 'QUIT') socket.end('221 bye\r\n');
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
