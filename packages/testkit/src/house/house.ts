import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  addReview,
  type Clock,
  issueInvitation,
  type JobQueue,
  type LiveEvent,
  type Log,
  type Parts,
  type Store,
} from '@rostrum/core';
import { openStore, type PrismaClient } from '@rostrum/db';
import {
  type Actor,
  type CardLanguage,
  CONSENT_TEXT_VERSION,
  DEFAULT_APPEARANCE,
  type Edit,
  type JobName,
  newId,
  type SpeakerKind,
} from '@rostrum/domain';
import { createSigning, ensureKeyFile } from '@rostrum/signing';
import { freshDatabase } from '../services/fresh-database.ts';
import { type ManifestOptions, manifestOf } from './manifest.ts';

export type HouseParts = Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'events' | 'settings'>;
type Staff = Extract<Actor, { userId: string }>;
type Speaker = Extract<Actor, { kind: 'speaker' }>;

export interface Invited {
  reviewId: string;
  invitationId: string;
  statementId: string;
  token: string;
  speaker: Speaker;
}

/**
 * The use cases' world on a real database of its own, with a clock that a test moves, and with ears for
 * what is added to the queue and said to listeners. Media is what a test says it is.
 */
export interface House {
  parts: HouseParts;
  store: Store & { prisma: PrismaClient };
  coordinator: Staff;
  jobs: { name: JobName; payload: Record<string, string | null> }[];
  cancelled: string[];
  heard: LiveEvent[];
  passMs(ms: number): void;
  addSession(options?: { acceptsUploads?: boolean; uploadDeadlineAt?: Date | null }): Promise<string>;
  /** Without title cards unless told: nobody draws any here. */
  addReview(options?: {
    sessionId?: string;
    stateCode?: string;
    cards?: CardLanguage | null;
  }): Promise<string>;
  invite(options?: {
    reviewId?: string;
    kind?: SpeakerKind;
    nhriStatus?: 'A' | 'B' | null;
    name?: string;
    email?: string | null;
    floorTimeMs?: number;
    /** Who may see it is said at once, as by sending: the missions. */
    consents?: boolean;
  }): Promise<Invited>;
  /** A take that went the whole way, and its first cut, the whole of it. */
  addTake(
    statementId: string,
    options?: Partial<Omit<ManifestOptions, 'root'>> & { state?: 'ready' | 'preparing' },
  ): Promise<{ takeId: string; cutId: string }>;
  addCut(
    takeId: string,
    options: {
      edit: Edit;
      measuredMs: number;
      by?: 'staff' | 'speaker' | 'pipeline';
      removesOnlySilence?: boolean | null;
      state?: 'making' | 'ready' | 'failed';
    },
  ): Promise<string>;
  close(): Promise<void>;
}

const quiet: Log = { info() {}, warn() {}, error() {} };
const START = new Date('2020-11-02T09:00:00Z');

export async function openHouse(): Promise<House> {
  const database = await freshDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'rostrum-house-'));
  const keysFile = path.join(folder, 'keys.json');
  ensureKeyFile(keysFile);
  let now = START;
  const clock: Clock = { now: () => now };
  const store = openStore({ databaseUrl: database.url, clock, log: quiet });
  const jobs: House['jobs'] = [];
  const cancelled: string[] = [];
  const heard: LiveEvent[] = [];
  const parts: HouseParts = {
    store,
    clock,
    signing: createSigning({ keysFile }),
    queue: listeningQueue(jobs, cancelled),
    events: {
      async publish(event) {
        heard.push(event);
      },
      subscribe: () => () => undefined,
      async close() {},
    },
    settings: {
      publicUrl: 'https://rostrum.test',
      scratchDir: folder,
      demonstration: true,
      mail: { decisionDelayMs: 300_000, reminderDays: [7, 2, 1] },
    },
  };
  const coordinator: Staff = { kind: 'coordinator', userId: randomUUID() };
  await store.prisma.user.create({
    data: { id: coordinator.userId, name: 'A coordinator', email: `${coordinator.userId}@staff.invalid` },
  });
  let names = 0;
  let sessionId: string | undefined;

  const house: House = {
    parts,
    store,
    coordinator,
    jobs,
    cancelled,
    heard,
    passMs(ms) {
      now = new Date(now.getTime() + ms);
    },
    async addSession({ acceptsUploads = true, uploadDeadlineAt = new Date('2020-11-20T12:00:00Z') } = {}) {
      const id = newId();
      names += 1;
      await store.reviews.addSession({
        id,
        number: 1000 + names,
        format: 'virtual',
        venue: null,
        startsOn: new Date('2020-12-08'),
        endsOn: new Date('2020-12-11'),
        datesProvisional: true,
        timeZone: 'Europe/Zurich',
        acceptsUploads,
        uploadDeadlineAt,
        graceMs: 3_600_000,
        toleranceMs: 120_000,
        minimumShare: 0.6,
        sizeLimitBytes: 2 * 1024 ** 3,
        takesPerInvitation: 3,
        demonstration: false,
      });
      return id;
    },
    async addReview(options = {}) {
      sessionId ??= await house.addSession();
      names += 1;
      const letters = [...String(names).padStart(3, '0')].map((digit) => 'ABCDEFGHIJ'[Number(digit)]);
      const { id } = await addReview(parts, {
        actor: coordinator,
        sessionId: options.sessionId ?? sessionId,
        stateCode: options.stateCode ?? letters.slice(-3).join(''),
        stateName: `State ${names}`,
        cards: options.cards ?? null,
      });
      return id;
    },
    async invite({
      reviewId,
      kind = 'cso',
      nhriStatus = null,
      name,
      email = null,
      floorTimeMs,
      consents = true,
    } = {}) {
      names += 1;
      const ofReview = reviewId ?? (await house.addReview());
      const invited = await issueInvitation(parts, {
        actor: coordinator,
        reviewId: ofReview,
        organisation: { name: name ?? `Organisation ${String(names).padStart(4, '0')}`, kind, nhriStatus },
        email,
        language: 'en',
        deadlineAt: null,
        ...(floorTimeMs === undefined ? {} : { floorTimeMs }),
      });
      if (consents) {
        await store.invitations.setConsent(invited.invitationId, {
          audience: 'missions',
          endsAt: null,
          givenAt: now,
          masterAllowed: false,
          appearance: DEFAULT_APPEARANCE,
          speakerName: null,
          accepted: { name: 'A speaker', textVersion: CONSENT_TEXT_VERSION, textLanguage: 'en' },
        });
      }
      const speaker: Speaker = {
        kind: 'speaker',
        invitationId: invited.invitationId,
        deviceId: newId(),
      };
      return { ...invited, reviewId: ofReview, speaker };
    },
    async addTake(statementId, { state = 'ready', lengthMs = 300_000, ...media } = {}) {
      const takeId = newId();
      const cutId = newId();
      const { prisma } = store;
      const root = `statements/${statementId}/takes/${takeId}/`;
      const number = 1 + (await prisma.take.count({ where: { statementId } }));
      const set = { statementId, complete: true, manifest: manifestOf({ root, lengthMs, ...media }) };
      const [ofTake, ofCut] = [newId(), newId()];
      await prisma.mediaSet.createMany({
        data: [
          { id: ofTake, ...set },
          { id: ofCut, ...set },
        ],
      });
      await prisma.take.create({
        data: {
          id: takeId,
          statementId,
          number,
          state,
          way: 'form',
          originalKey: `${root}original`,
          beganAt: now,
          lastByteAt: now,
          receivedAt: now,
          stateSince: now,
          measuredMs: lengthMs,
          mediaSetId: ofTake,
        },
      });
      await prisma.cut.create({
        data: {
          id: cutId,
          takeId,
          revision: 1,
          inMs: 0,
          outMs: lengthMs,
          removals: [],
          state: 'ready',
          measuredMs: lengthMs,
          removesOnlySilence: true,
          madeByKind: 'pipeline',
          stateSince: now,
          mediaSetId: ofCut,
        },
      });
      const statement = await store.statements.byId(statementId);
      if (statement?.state === 'invited' || statement?.state === 'changes_requested') {
        const { state: from } = statement;
        await store.transaction((tx) =>
          tx.move('statement', { id: statementId, from, to: 'in_review', actor: { kind: 'pipeline' } }),
        );
      }
      return { takeId, cutId };
    },
    async addCut(takeId, { edit, measuredMs, by = 'staff', removesOnlySilence = null, state = 'ready' }) {
      const id = newId();
      const { prisma } = store;
      const { statementId } = await prisma.take.findUniqueOrThrow({ where: { id: takeId } });
      const mediaSetId = newId();
      const root = `statements/${statementId}/cuts/${id}/`;
      await prisma.mediaSet.create({
        data: {
          id: mediaSetId,
          statementId,
          complete: true,
          manifest: manifestOf({ root, lengthMs: measuredMs }),
        },
      });
      const { removals, inMs, outMs } = edit;
      const revision = 1 + (await prisma.cut.count({ where: { takeId } }));
      await prisma.cut.create({
        data: {
          id,
          takeId,
          revision,
          inMs,
          outMs,
          removals,
          state,
          measuredMs: state === 'ready' ? measuredMs : null,
          removesOnlySilence,
          madeByKind: by,
          stateSince: now,
          mediaSetId,
        },
      });
      return id;
    },
    async close() {
      await store.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return house;
}

function listeningQueue(jobs: House['jobs'], cancelled: string[]): JobQueue {
  const none = { waiting: 0, active: 0, delayed: 0, failed: 0 };
  return {
    async add(name, payload) {
      jobs.push({ name, payload: { ...payload } });
    },
    async cancelFor(statementId) {
      cancelled.push(statementId);
      return 0;
    },
    cancel: async () => false,
    remainingMs: async () => null,
    counts: async () => ({ media: none, quick: none, light: none }),
    failed: async () => [],
    open: async () => [],
    remove: async () => false,
    retry: async () => false,
    health: async () => undefined,
    close: async () => undefined,
  };
}
