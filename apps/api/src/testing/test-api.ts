import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addReview, delegateLink, issueInvitation, issueMissionLink, speakerLink } from '@rostrum/core';
import {
  type CardLanguage,
  DEFAULT_GRACE_MS,
  DEFAULT_MINIMUM_SHARE,
  DEFAULT_TOLERANCE_MS,
  newId,
  SIZE_LIMIT_BYTES,
} from '@rostrum/domain';
import { type OpenedParts, openParts, readConfig, storageSettings } from '@rostrum/runtime';
import { createApi } from '../app.ts';
import { createMetrics, type Metrics } from '../metrics.ts';
import { ensureDemonstrationStaff } from '../staff/demonstration.ts';
import { type Browser, openBrowser } from './browser.ts';

export interface TestApi {
  origin: string;
  parts: OpenedParts;
  dataDir: string;
  app: ReturnType<typeof createApi>['app'];
  metrics: Metrics;
  browser(): Browser;
  /** Signed in by the printed link; in the demonstration only. */
  staff(role: 'coordinator' | 'administrator'): Promise<Browser>;
  /** A session with one SuR. */
  session(options?: SessionOptions): Promise<Place>;
  speaker(place: Place, options?: { name?: string; email?: string }): Promise<Speaker>;
  delegate(place: Place, of?: { stateCode: string }): Promise<Browser>;
  close(): Promise<void>;
}

export interface SessionOptions {
  acceptsUploads?: boolean;
  deadlineAt?: Date | null;
  sizeLimitBytes?: number;
  takes?: number;
  /** The language of the programme's title cards; without any unless told, since no worker draws them. */
  cards?: CardLanguage | null;
}
export interface Place {
  sessionId: string;
  reviewId: string;
}
export interface Speaker {
  browser: Browser;
  statementId: string;
  invitationId: string;
  token: string;
}

export const CHAIR = { kind: 'coordinator', userId: '00000000-0000-4000-8000-000000000001' } as const;

/** The API on a database, a folder and a port of its own. */
export async function startTestApi(options: {
  databaseUrl: string;
  env?: Record<string, string>;
  mode?: 'demonstration' | 'production';
  webDir?: string;
}): Promise<TestApi> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rostrum-api-'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const config = readConfig({
    DATABASE_URL: options.databaseUrl,
    DATA_DIR: dataDir,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    PORT: String(port),
    LOG_LEVEL: 'silent',
    ...options.env,
  });
  const parts = await openParts(config, { name: 'api' });
  const origin = config.publicUrl;
  const metrics = createMetrics();
  const api = createApi({
    settings: {
      mode: options.mode ?? 'demonstration',
      publicUrl: origin,
      databaseUrl: config.databaseUrl,
      authSecret: config.authSecret,
      storage: storageSettings(config),
      webDir: options.webDir,
      trustedProxies: 0,
    },
    parts,
    prisma: parts.prisma,
    metrics,
    rateLimitScale: 100,
  });
  server.on('request', api.app);

  async function session(given: SessionOptions = {}): Promise<Place> {
    const sessionId = newId();
    const known = await parts.store.reviews.sessions();
    await parts.store.transaction((tx) =>
      tx.reviews.addSession({
        id: sessionId,
        number: 100 + known.length,
        format: 'virtual',
        venue: null,
        startsOn: new Date('2026-11-30T00:00:00Z'),
        endsOn: new Date('2026-12-04T00:00:00Z'),
        datesProvisional: true,
        timeZone: 'Europe/Zurich',
        acceptsUploads: given.acceptsUploads ?? true,
        uploadDeadlineAt: given.deadlineAt ?? null,
        graceMs: DEFAULT_GRACE_MS,
        toleranceMs: DEFAULT_TOLERANCE_MS,
        minimumShare: DEFAULT_MINIMUM_SHARE,
        sizeLimitBytes: given.sizeLimitBytes ?? SIZE_LIMIT_BYTES,
        takesPerInvitation: given.takes ?? 10,
        demonstration: true,
      }),
    );
    const { id } = await addReview(parts, {
      actor: CHAIR,
      sessionId,
      stateCode: 'XAA',
      stateName: 'Test State',
      cards: given.cards ?? null,
    });
    return { sessionId, reviewId: id };
  }

  return {
    origin,
    parts,
    dataDir,
    app: api.app,
    metrics,
    browser: () => openBrowser(origin),
    async staff(role) {
      const links = await ensureDemonstrationStaff({
        prisma: parts.prisma,
        parts,
        settings: { mode: 'demonstration', publicUrl: origin },
      });
      const browser = openBrowser(origin);
      await browser.call('POST /api/v1/demonstration/sign-in', { body: { token: tokenOf(links[role]) } });
      return browser;
    },
    session,
    async speaker({ reviewId }, { name = `Organisation ${newId()}`, email } = {}) {
      const made = await issueInvitation(parts, {
        actor: CHAIR,
        reviewId,
        organisation: { name, kind: 'cso', nhriStatus: null },
        email: email ?? null,
        language: 'en',
        deadlineAt: null,
      });
      const browser = openBrowser(origin);
      const token = tokenOf(speakerLink(parts.settings, made.token));
      await browser.call('POST /api/v1/links/open', { body: { token } });
      return { browser, token, statementId: made.statementId, invitationId: made.invitationId };
    },
    async delegate({ sessionId }, { stateCode } = { stateCode: 'XZZ' }) {
      const missionId = newId();
      await parts.store.missions.addMissing([{ id: missionId, stateCode, name: 'Test mission' }]);
      const mission = await parts.store.missions.byStateCode(stateCode);
      const { token } = await issueMissionLink(parts, {
        actor: CHAIR,
        missionId: mission?.id ?? missionId,
        sessionId,
        email: null,
      });
      const browser = openBrowser(origin);
      const link = delegateLink(parts.settings, token);
      await browser.call('POST /api/v1/links/open', { body: { token: tokenOf(link) } });
      return browser;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await api.close();
      await parts.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}
