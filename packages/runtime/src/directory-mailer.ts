import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer } from '@rostrum/core';
import { createTransport } from 'nodemailer';
import { z } from 'zod';

const KeptMail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
});
export type KeptMail = z.infer<typeof KeptMail>;

export interface DirectoryMailer extends Mailer {
  /** Newest first. */
  list(limit?: number): Promise<KeptMail[]>;
}

/** Development only: each mail is written as an .eml file, and beside it what the mailbox page shows. */
export function createDirectoryMailer(directory: string): DirectoryMailer {
  const compose = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const list = async (limit = 100): Promise<KeptMail[]> => {
    const names = await readdir(directory).catch(() => [] as string[]);
    const newest = names
      .filter((name) => name.endsWith('.json'))
      .sort()
      .reverse()
      .slice(0, limit);
    return Promise.all(
      newest.map(async (name) => KeptMail.parse(JSON.parse(await readFile(join(directory, name), 'utf8')))),
    );
  };
  return {
    list,
    async forget(address) {
      const mine = (await list(Number.MAX_SAFE_INTEGER)).filter((mail) => mail.to === address);
      for (const { id } of mine) {
        await rm(join(directory, `${id}.eml`), { force: true });
        await rm(join(directory, `${id}.json`), { force: true });
      }
      return mine.length;
    },
    async send(mail) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const at = new Date().toISOString();
      const id = `${at.replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
      const made = await compose.sendMail({ from: 'rostrum@localhost', ...mail });
      const kept: KeptMail = { id, ...mail, at };
      await writeWhole(join(directory, `${id}.eml`), made.message);
      await writeWhole(join(directory, `${id}.json`), JSON.stringify(kept));
    },
  };
}

async function writeWhole(path: string, content: Parameters<typeof writeFile>[1]): Promise<void> {
  await writeFile(`${path}.part`, content, { mode: 0o600 });
  await rename(`${path}.part`, path);
}
