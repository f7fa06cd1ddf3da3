import { mkdir } from 'node:fs/promises';
import type { Parts } from '@rostrum/core';
import { systemClock } from '@rostrum/core';
import { openEvents, openStore, type PrismaClient } from '@rostrum/db';
import { whisperTranscriber } from '@rostrum/media';
import { createQueue, type QueueSettings } from '@rostrum/queue';
import { createSigning, ensureKeyFile } from '@rostrum/signing';
import { createStorage, type StorageSettings } from '@rostrum/storage';
import type { Config } from './config.ts';
import { createDirectoryMailer } from './directory-mailer.ts';
import { openDocumentReader } from './document-reader.ts';
import { createLog } from './logger.ts';
import { createMediaEngine } from './media-engine.ts';
import { createSmtpMailer } from './smtp-mailer.ts';

export interface OpenedParts extends Parts {
  /** For what a library wants to do with the database itself (staff sign-in). */
  prisma: PrismaClient;
  close(): Promise<void>;
}

/** Builds every part from the configuration: the embedded default, or the real thing that a variable names. */
export async function openParts(
  config: Config,
  options: { name: 'api' | 'worker' | 'seed' },
): Promise<OpenedParts> {
  const log = createLog({ level: config.logLevel, name: options.name });
  const closes: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closes.splice(0).reverse()) {
      await end().catch((error: unknown) => log.error('close_failed', error));
    }
  };
  try {
    // Made here only for the demonstration; in production a missing key file is an error, not a new identity.
    if (config.mode === 'demonstration') await ensureKeyFile(config.keysFile);
    const signing = createSigning({ keysFile: config.keysFile });
    await mkdir(config.scratchDir, { recursive: true, mode: 0o700 });

    const store = openStore({ databaseUrl: config.databaseUrl, clock: systemClock, log });
    closes.push(() => store.close());
    const events = await openEvents({
      databaseUrl: config.databaseUrl,
      log,
      // Only the API has somebody to tell.
      listen: options.name === 'api',
    });
    closes.push(() => events.close());
    const queue = await createQueue(queueSettings(config), log);
    closes.push(() => queue.close());

    return {
      store,
      prisma: store.prisma,
      storage: createStorage(storageSettings(config)),
      queue,
      events,
      signing,
      clock: systemClock,
      log,
      mailer:
        config.mail.kind === 'smtp'
          ? createSmtpMailer(config.mail)
          : createDirectoryMailer(config.mail.directory),
      media: createMediaEngine(config),
      documents: openDocumentReader(),
      transcriber: config.transcriber === undefined ? null : whisperTranscriber(config.transcriber),
      settings: {
        publicUrl: config.publicUrl,
        scratchDir: config.scratchDir,
        demonstration: config.mode === 'demonstration',
        mail: { decisionDelayMs: config.decisionMailDelayMs, reminderDays: config.reminderDays },
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export function queueSettings(config: Config): QueueSettings {
  return config.redisUrl === undefined
    ? { kind: 'postgres', url: config.databaseUrl }
    : { kind: 'redis', url: config.redisUrl };
}

export function storageSettings(config: Config): StorageSettings {
  if (config.storage.kind === 'directory') return config.storage;
  const { endpoint, ...settings } = config.storage;
  return { ...settings, ...(endpoint === undefined ? {} : { endpoint }) };
}
