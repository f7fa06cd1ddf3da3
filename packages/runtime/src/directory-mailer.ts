import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer } from '@rostrum/core';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { outgoing } from './outgoing.ts';

const KeptMail = z.object({
  id: z.string(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  at: z.iso.datetime(),
});
export type KeptMail = z.infer<typeof KeptMail>;

/** No mail takes longer to write. */
const WRITTEN_WITHIN_MS = 60_000;

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
    const kept = await Promise.all(newest.map((name) => readKept(join(directory, name))));
    return kept.filter((mail) => mail !== null);
  };
  return {
    list,
    async forget(address) {
      const mine = (await list(Number.MAX_SAFE_INTEGER)).filter((mail) => mail.to === address);
      for (const { id } of mine) {
        await rm(join(directory, `${id}.eml`), { force: true });
        await rm(join(directory, `${id}.json`), { force: true });
      }
      await removeLeftovers(directory);
      return mine.length;
    },
    async send(mail) {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const at = new Date().toISOString();
      const id = `${at.replace(/[:.]/g, '-')}-${randomUUID().slice(0, 8)}`;
      const made = await compose.sendMail(outgoing(mail, 'mailbox@localhost'));
      const kept: KeptMail = { id, ...mail, at };
      // This one first: it says to whom, and is what forgetting goes by.
      await writeWhole(join(directory, `${id}.json`), JSON.stringify(kept));
      await writeWhole(join(directory, `${id}.eml`), made.message);
    },
  };
}

/** Null where it was forgotten meanwhile. */
async function readKept(path: string): Promise<KeptMail | null> {
  try {
    return KeptMail.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}

/** What a process that died left half written: whose it is, nobody can say any more. */
async function removeLeftovers(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => [] as string[]);
  for (const name of names.filter((one) => one.endsWith('.part'))) {
    const path = join(directory, name);
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > WRITTEN_WITHIN_MS) await rm(path, { force: true });
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

async function writeWhole(path: string, content: Parameters<typeof writeFile>[1]): Promise<void> {
  await writeFile(`${path}.part`, content, { mode: 0o600 });
  await rename(`${path}.part`, path);
}
