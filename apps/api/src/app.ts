import { actorOfDevice, type Parts } from '@rostrum/core';
import type { PrismaClient } from '@rostrum/db';
import express, { type Express } from 'express';
import { accessHandlers } from './handlers/access.ts';
import { administrationHandlers } from './handlers/administration.ts';
import { boardHandlers } from './handlers/board.ts';
import { captionHandlers } from './handlers/captions.ts';
import { halfDayHandlers } from './handlers/half-days.ts';
import type { HandlerDeps, KeptMail } from './handlers/handler-deps.ts';
import { historyHandlers } from './handlers/history.ts';
import { judgementHandlers } from './handlers/judgement.ts';
import { mediaWorkHandlers } from './handlers/media-work.ts';
import { planningHandlers } from './handlers/planning.ts';
import { portraitHandlers } from './handlers/portrait.ts';
import { programmeHandlers } from './handlers/programmes.ts';
import { publicHandlers } from './handlers/public.ts';
import { questionHandlers } from './handlers/questions.ts';
import { recommendationHandlers } from './handlers/recommendations.ts';
import { reviewHandlers } from './handlers/review.ts';
import { screeningHandlers } from './handlers/screenings.ts';
import { speakerHandlers, statementInPage } from './handlers/speaker.ts';
import { wordsHandlers } from './handlers/words.ts';
import { writtenHandlers } from './handlers/written.ts';
import { createCallers } from './http/callers.ts';
import { answerFailures, nothingHere } from './http/failures.ts';
import type { Handlers } from './http/handler.ts';
import { observeRequests } from './http/observe.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { registerRoutes } from './http/register-routes.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createConsentEnds } from './media/consent-ends.ts';
import { createLiveScreenings } from './media/live-screenings.ts';
import { createMediaAddresses } from './media/media-addresses.ts';
import { mountCaptions } from './media/mount-captions.ts';
import { mountGateway } from './media/mount-gateway.ts';
import { mountScreening } from './media/mount-screening.ts';
import { createShownMedia } from './media/shown-media.ts';
import type { Metrics } from './metrics.ts';
import { openapiDocument } from './openapi/document.ts';
import { mountPlain } from './plain/mount-plain.ts';
import { type ApiSettings, isSecure } from './settings.ts';
import { createAuth } from './staff/auth.ts';
import { demonstrationSignIn } from './staff/demonstration.ts';
import { mountAuth } from './staff/mount-auth.ts';
import { createStaff } from './staff/staff.ts';
import { mountPages } from './static-pages.ts';
import { createAdvisoryLocker } from './uploads/advisory-locker.ts';
import { mountUploads } from './uploads/mount-uploads.ts';

export interface ApiDeps {
  settings: ApiSettings;
  parts: Parts;
  prisma: PrismaClient;
  metrics: Metrics;
  /** The mailbox page's; only in the demonstration. */
  mails?: () => Promise<KeptMail[]>;
  /** Multiplies every limit on tries. 1 unless a test sends hundreds of requests from one address. */
  rateLimitScale?: number;
}

export interface Api {
  app: Express;
  /** Ends the live streams, which never end by themselves. */
  endStreams(): void;
  close(): Promise<void>;
}

export function createApi(deps: ApiDeps): Api {
  const { settings, parts, prisma, metrics } = deps;
  const { log } = parts;
  const limits = createRateLimits(deps.rateLimitScale);
  const auth = createAuth({ settings, prisma, log });
  const staff = createStaff({ auth, prisma, parts, settings });
  const callers = createCallers({
    secure: isSecure(settings),
    actorOfDevice: (token) => actorOfDevice(parts, token),
    staffMemberOf: (request) => staff.memberOf(request),
  });
  const stopping = new AbortController();
  const screenings = createLiveScreenings(parts);
  const consentEnds = createConsentEnds(parts);
  const handlerDeps: HandlerDeps = {
    parts,
    settings,
    callers,
    staff,
    media: createMediaAddresses(parts),
    screenings,
    consentEnds,
    metrics,
    stopping: stopping.signal,
    document: openapiDocument(settings),
    demonstration:
      settings.mode === 'demonstration'
        ? {
            signIn: demonstrationSignIn({ auth, prisma, parts, settings }),
            mails: deps.mails ?? (async () => []),
          }
        : null,
  };
  const handlers: Handlers = {
    ...publicHandlers(handlerDeps),
    ...speakerHandlers(handlerDeps),
    ...reviewHandlers(handlerDeps),
    ...boardHandlers(handlerDeps),
    ...judgementHandlers(handlerDeps),
    ...captionHandlers(handlerDeps),
    ...mediaWorkHandlers(handlerDeps),
    ...portraitHandlers(handlerDeps),
    ...planningHandlers(handlerDeps),
    ...accessHandlers(handlerDeps),
    ...programmeHandlers(handlerDeps),
    ...screeningHandlers(handlerDeps),
    ...halfDayHandlers(handlerDeps),
    ...administrationHandlers(handlerDeps),
    ...historyHandlers(handlerDeps),
    ...questionHandlers(handlerDeps),
    ...writtenHandlers(handlerDeps),
    ...wordsHandlers(handlerDeps),
    ...recommendationHandlers(handlerDeps),
  };
  const locker = createAdvisoryLocker({ databaseUrl: settings.databaseUrl, log });
  const shown = createShownMedia(parts, consentEnds);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', settings.trustedProxies);
  app.use(observeRequests({ log, metrics }));
  app.use(securityHeaders(settings));
  mountCaptions(app, { parts, metrics, shown, screenings });
  mountGateway(app, { parts, metrics, shown, screenings });
  mountScreening(app, { parts, metrics, shown, screenings });
  mountUploads(app, { parts, settings, callers, locker, metrics });
  mountAuth(app, { auth, settings, limit: limits.signIn });
  registerRoutes(app, {
    settings,
    callers,
    handlers,
    limits: {
      'POST /api/v1/links/open': limits.links,
      'POST /api/v1/links/code': limits.codes,
      'POST /api/v1/links/tab': limits.links,
      'POST /api/v1/staff/accept': limits.signIn,
      'POST /api/v1/speaker/written/file': limits.documents,
      'POST /api/v1/statements/{id}/written/file': limits.documents,
      'POST /api/v1/demonstration/sign-in': limits.signIn,
    },
  });
  mountPlain(app, { ...handlerDeps, limits });
  if (settings.webDir !== undefined) {
    mountPages(app, settings.webDir, {
      statementOf: statementInPage(handlerDeps),
      exitUrl: settings.exitUrl,
    });
  }
  app.use(nothingHere);
  app.use(answerFailures(log));

  return {
    app,
    endStreams: () => stopping.abort(),
    async close() {
      stopping.abort();
      shown.close();
      screenings.close();
      consentEnds.close();
      await locker.close();
    },
  };
}
