import type { Clock } from './ports/clock.ts';
import type { DocumentReader } from './ports/documents.ts';
import type { Events } from './ports/events.ts';
import type { Log } from './ports/log.ts';
import type { Mailer } from './ports/mailer.ts';
import type { MediaEngine } from './ports/media-engine.ts';
import type { JobQueue } from './ports/queue.ts';
import type { Signing } from './ports/signing.ts';
import type { Storage } from './ports/storage.ts';
import type { Store } from './ports/store.ts';
import type { Transcriber } from './ports/transcriber.ts';

/** What the use cases take; each takes a Pick of it. Built once, in an app's main. */
export interface Parts {
  store: Store;
  storage: Storage;
  queue: JobQueue;
  events: Events;
  signing: Signing;
  clock: Clock;
  log: Log;
  mailer: Mailer;
  media: MediaEngine;
  documents: DocumentReader;
  /** Null where none is set up. */
  transcriber: Transcriber | null;
  settings: {
    /** Where people reach the product; links are made from it. No trailing slash. */
    publicUrl: string;
    /** Scratch space of the worker. */
    scratchDir: string;
    demonstration: boolean;
    mail: {
      /** A mail about a decision is held back for so long: what is undone until then is told to nobody. */
      decisionDelayMs: number;
      /** How many days before the deadline a speaker is reminded who sent nothing that can be used. */
      reminderDays: readonly number[];
    };
  };
}
