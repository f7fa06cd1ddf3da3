import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  addReview,
  beginTake,
  checkTake,
  finishReceiving,
  issueInvitation,
  type JobContext,
  prepareTake,
  type SpeakerActor,
  type StaffActor,
  statementPrefix,
  type TakeRecord,
  verifyTake,
  withdrawStatement,
} from '@rostrum/core';
import { type CardLanguage, newId } from '@rostrum/domain';
import { type OpenedParts, openParts, readConfig } from '@rostrum/runtime';
import { fewRenditions } from '../few-renditions.ts';
import { freshDatabase } from '../services/fresh-database.ts';

export interface Place {
  statementId: string;
  speaker: SpeakerActor;
}

export interface PlaceOptions {
  floorTimeMs?: number;
  toleranceMs?: number;
  minimumShare?: number;
  acceptsUploads?: boolean;
  deadlineAt?: Date | null;
  graceMs?: number;
  sizeLimitBytes?: number;
  takesPerInvitation?: number;
  email?: string | null;
  /** The language of the programme's title cards; without any unless told, since no worker draws them. */
  cards?: CardLanguage | null;
}

export interface SendOptions {
  declaredBytes?: number | null;
  declaredSha256?: string | null;
  wireSha256?: string | null;
  /** Stored in place of what was sent. */
  stored?: Uint8Array;
}

/**
 * Every real part on a database and a folder of its own: store, queue, directory storage, ffmpeg, mail
 * files. Its clock can be moved forward; what rows say of the time is the real one. What is prepared here has two
 * renditions; what a worker process prepares has them all.
 */
export interface Plant {
  parts: OpenedParts;
  coordinator: StaffActor;
  /** Of a process that shares this plant. */
  environment: Record<string, string>;
  dataDir: string;
  passMs(ms: number): void;
  place(options?: PlaceOptions): Promise<Place>;
  /** Begins, stores and finishes, as an upload does; the take is not verified yet. */
  send(place: Place, file: string, options?: SendOptions): Promise<string>;
  /** Runs the steps that a worker would, one after the other, until the take rests. */
  process(takeId: string): Promise<TakeRecord>;
  take(takeId: string): Promise<TakeRecord>;
  withdraw(place: Place): Promise<void>;
  objects(statementId: string): Promise<string[]>;
  /** Waiting or running jobs. */
  waitingJobs(): Promise<number>;
  close(): Promise<void>;
}

/** A run of a job, as the queue would give it. */
export function jobRun(options: { signal?: AbortSignal; isLastAttempt?: boolean } = {}): JobContext {
  return {
    jobId: 'test',
    attempt: 1,
    isLastAttempt: options.isLastAttempt ?? false,
    signal: options.signal ?? new AbortController().signal,
    progress() {},
  };
}

export async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
}

/** @param more variables that choose other parts: where objects are stored, say */
export async function openPlant(more: Record<string, string> = {}): Promise<Plant> {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'rostrum-plant-'));
  const environment = {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    AUTH_SECRET: 'a secret of tests, long enough to be one',
    LOG_LEVEL: 'silent',
    PORT: '0',
    ...more,
  };
  const opened = await openParts(readConfig(environment), { name: 'worker' });
  let aheadMs = 0;
  const parts: OpenedParts = {
    ...opened,
    clock: { now: () => new Date(Date.now() + aheadMs) },
    media: fewRenditions(opened.media),
  };
  const { store } = parts;
  const coordinator: StaffActor = { kind: 'coordinator', userId: newId() };
  await opened.prisma.user.create({
    data: { id: coordinator.userId, name: 'A coordinator', email: `${coordinator.userId}@staff.invalid` },
  });
  let places = 0;

  const take = async (takeId: string): Promise<TakeRecord> => {
    const found = await store.takes.get(takeId);
    if (found === null) throw new Error(`no take ${takeId}`);
    return found;
  };

  return {
    parts,
    coordinator,
    environment,
    dataDir,
    passMs(ms) {
      aheadMs += ms;
    },
    async place(options = {}) {
      places += 1;
      const sessionId = newId();
      await store.reviews.addSession({
        id: sessionId,
        number: 2000 + places,
        format: 'virtual',
        venue: null,
        startsOn: new Date('2020-12-08'),
        endsOn: new Date('2020-12-11'),
        datesProvisional: false,
        timeZone: 'Europe/Zurich',
        acceptsUploads: options.acceptsUploads ?? true,
        uploadDeadlineAt: options.deadlineAt ?? null,
        graceMs: options.graceMs ?? 3_600_000,
        toleranceMs: options.toleranceMs ?? 1000,
        minimumShare: options.minimumShare ?? 0.6,
        sizeLimitBytes: options.sizeLimitBytes ?? 10 * 1024 ** 2,
        takesPerInvitation: options.takesPerInvitation ?? 10,
        demonstration: false,
      });
      const review = await addReview(parts, {
        actor: coordinator,
        sessionId,
        stateCode: 'NRU',
        stateName: 'Nauru',
        cards: options.cards ?? null,
      });
      const { invitationId, statementId } = await issueInvitation(parts, {
        actor: coordinator,
        reviewId: review.id,
        organisation: { name: `Organisation ${places}`, kind: 'cso', nhriStatus: null },
        email: options.email ?? null,
        language: 'en',
        deadlineAt: null,
        floorTimeMs: options.floorTimeMs ?? 2000,
      });
      return { statementId, speaker: { kind: 'speaker', invitationId, deviceId: newId() } };
    },
    async send({ speaker }, file, options = {}) {
      const { size } = await stat(file);
      const { declaredBytes = size, declaredSha256 = null } = options;
      const begun = await beginTake(parts, {
        actor: speaker,
        way: 'form',
        fileName: 'خطاب 📹 ../../声明.mp4',
        declaredBytes,
        declaredSha256,
      });
      await parts.storage.put(begun.originalKey, options.stored ?? createReadStream(file));
      const wireSha256 = options.wireSha256 === undefined ? await sha256Of(file) : options.wireSha256;
      await finishReceiving(parts, { takeId: begun.takeId, sizeBytes: size, wireSha256 });
      return begun.takeId;
    },
    async process(takeId) {
      await verifyTake(parts, { takeId }, jobRun());
      await checkTake(parts, { takeId }, jobRun());
      await prepareTake(parts, { takeId }, jobRun());
      return await take(takeId);
    },
    take,
    async withdraw({ statementId, speaker }) {
      await withdrawStatement(parts, { actor: speaker, statementId });
    },
    async objects(statementId) {
      const keys: string[] = [];
      for await (const { key } of parts.storage.list(statementPrefix(statementId))) keys.push(key);
      return keys.sort();
    },
    async waitingJobs() {
      const lanes = Object.values(await parts.queue.counts());
      return lanes.reduce((sum, { waiting, active }) => sum + waiting + active, 0);
    },
    async close() {
      await opened.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
