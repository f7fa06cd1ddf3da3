import {
  actorOfDevice,
  enterCode,
  type InvitationRecord,
  openLink,
  setConsent,
  setLanguage,
  speakerStatementOf,
  withdrawStatement,
} from '@rostrum/core';
import { type Actor, isSpeakerLanguage, Problem, type SpeakerLanguage } from '@rostrum/domain';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { HandlerDeps } from '../handlers/handler-deps.ts';
import { heldToken, openedCookies } from '../handlers/public.ts';
import { admit } from '../http/callers.ts';
import { readCookie, setCookieHeader } from '../http/cookies.ts';
import { refuseForgedForm } from '../http/forgery.ts';
import type { SpeakerActor } from '../http/handler.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { requestIdOf } from '../http/request-id.ts';
import { InvalidRequest, toProblem } from '../http/to-problem.ts';
import { DEFAULT_EXIT_URL, isSecure } from '../settings.ts';
import { receiveForm } from '../uploads/receive-form.ts';
import { asksToAgree, readConsent } from './plain-consent.ts';
import { PLAIN_CSS } from './plain-css.ts';
import { askedLanguage, browserLanguage } from './plain-language.ts';
import { onward, PLAIN_PATH, type PlainView, SENT_PATH } from './plain-layout.ts';
import { codePage, openPage, problemPage, sentPage, statementPage } from './plain-pages.ts';
import { plainWords } from './plain-words.ts';

const FORM_LIMIT_BYTES = 8 * 1024;

const OpenForm = z.object({
  /** The whole link as it was pasted, or its token alone. */
  link: z
    .string()
    .trim()
    .transform((text) => text.slice(text.lastIndexOf('#') + 1))
    .pipe(z.string().min(20).max(200)),
  code: z.string().trim().optional(),
});
const WithdrawForm = z.object({ form: z.string(), sure: z.literal('yes') });

type Handle = (request: Request, response: Response, view: PlainView) => Promise<void>;

/** The speaker's page for a telephone without JavaScript: plain forms, and answers in HTML. */
export function mountPlain(app: Express, deps: HandlerDeps & { limits: RateLimits }): void {
  const { parts, settings, callers, metrics, limits } = deps;
  const secure = isSecure(settings);
  const exitUrl = settings.exitUrl ?? DEFAULT_EXIT_URL;
  const readFields = express.urlencoded({ extended: false, limit: FORM_LIMIT_BYTES, parameterLimit: 10 });

  const speakerOf = async (request: Request): Promise<SpeakerActor> => {
    const actor = await admit(request, ['speaker'], callers, { secondFactorRequired: true });
    if (actor?.kind !== 'speaker') throw new Problem('sign_in_required');
    return actor;
  };

  const mustBeOurs = (request: Request, fields: unknown) => {
    const parsed = z.object({ form: z.unknown() }).safeParse(fields);
    refuseForgedForm(request, settings.publicUrl, {
      cookie: readCookie(request, 'form', secure),
      field: parsed.success ? parsed.data.form : undefined,
    });
  };

  const invitationOf = async ({ invitationId }: SpeakerActor): Promise<InvitationRecord> => {
    const invitation = await parts.store.invitations.byId(invitationId);
    if (invitation === null) throw new Problem('not_found');
    return invitation;
  };

  /** What the plain form does not ask for stays as it is. */
  const saveConsent = async (
    actor: SpeakerActor,
    fields: unknown,
    { consentEndsAt: endsAt, masterAllowed }: InvitationRecord,
    readIn: SpeakerLanguage,
  ) => {
    const given = readConsent(fields, readIn);
    if (given === null) throw new Problem('consent_missing');
    await setConsent(parts, { actor, endsAt, masterAllowed, ...given });
  };

  /** Who asked for a language by the address, and then signed in or pressed its button, is written to in it. */
  const keepLanguage = async (actor: Actor | null, request: Request) => {
    const language = askedLanguage(request);
    if (actor !== null && language !== null) await setLanguage(parts, { actor, language });
  };

  /** The token that stands in the forms, and in a cookie of this browser. */
  const formToken = (request: Request, response: Response): string => {
    const known = readCookie(request, 'form', secure);
    if (known !== null) return known;
    const value = parts.signing.newToken();
    response.append('set-cookie', setCookieHeader('form', { value, sameSite: 'Lax' }, secure));
    return value;
  };

  const strangersView = (request: Request, response: Response): PlainView => {
    const asked = askedLanguage(request);
    const words = plainWords(asked ?? browserLanguage(request));
    return { words, asked, place: null, formToken: formToken(request, response), exitUrl };
  };

  const viewOf = async (request: Request, view: PlainView): Promise<PlainView> => {
    const actor = await callers.speaker(request);
    if (actor === null) return view;
    const { language } = await invitationOf(actor);
    const kept = isSpeakerLanguage(language) ? language : browserLanguage(request);
    const asked = view.asked === kept ? null : view.asked;
    return { ...view, asked, words: plainWords(asked ?? kept), place: actor.invitationId };
  };

  const show = (response: Response, body: string, status = 200) => {
    response.status(status).setHeader('cache-control', 'no-store');
    // With `no-referrer` a browser calls the origin of our own form "null".
    response.setHeader('referrer-policy', 'same-origin');
    response.type('html').send(body);
  };

  const showProblem = (request: Request, response: Response, view: PlainView, error: unknown) => {
    const { problem, unexpected } = toProblem(error);
    const requestId = requestIdOf(request);
    if (unexpected) parts.log.error('request_failed', error, { requestId, code: problem.code });
    if (response.headersSent) return;
    show(response, problemPage(view, problem, requestId), problem.status);
  };

  const inHtml = (handle: Handle) => async (request: Request, response: Response) => {
    let view = strangersView(request, response);
    try {
      view = await viewOf(request, view);
      await handle(request, response, view);
    } catch (error) {
      showProblem(request, response, view, error);
    }
  };

  const withFields = (handle: Handle) =>
    inHtml(async (request, response, view) => {
      await new Promise<void>((resolve, reject) => {
        readFields(request, response, (error: unknown) => (error ? reject(error) : resolve()));
      });
      mustBeOurs(request, request.body);
      await handle(request, response, view);
    });

  /** Who mistypes the code is asked again, and need not paste the link again. */
  const open = async (request: Request, link: string, code: string | undefined) => {
    if (code === undefined) {
      return await openLink(parts, { token: link, deviceToken: await heldToken(deps, request, link) });
    }
    if (!/^\d{6}$/.test(code)) return 'code_wrong';
    try {
      return await enterCode(parts, { token: link, code });
    } catch (error) {
      if (error instanceof Problem && error.code === 'code_wrong') return error.code;
      throw error;
    }
  };

  app.get('/speak/plain.css', (_request, response) => {
    response.setHeader('cache-control', 'public, max-age=3600');
    response.type('css').send(PLAIN_CSS);
  });

  app.get(
    PLAIN_PATH,
    inHtml(async (request, response, view) => {
      const actor = await callers.speaker(request);
      if (actor === null) return show(response, openPage(view));
      show(response, statementPage(view, await speakerStatementOf(parts, { actor })));
    }),
  );

  app.get(
    SENT_PATH,
    inHtml(async (request, response, view) => {
      const actor = await callers.speaker(request);
      const page = actor === null ? null : sentPage(view, await speakerStatementOf(parts, { actor }));
      if (page === null) return response.redirect(303, onward(view));
      show(response, page);
    }),
  );

  app.post(
    `${PLAIN_PATH}/open`,
    limits.links,
    withFields(async (request, response, view) => {
      const parsed = OpenForm.safeParse(request.body);
      if (!parsed.success) throw new Problem('link_unknown', { cause: parsed.error });
      const { link, code } = parsed.data;
      const opening = await open(request, link, code);
      if (opening === 'code_wrong') return show(response, codePage(view, link, opening), 401);
      if (opening.outcome === 'code_required') {
        return show(response, codePage(view, link));
      }
      const { purpose, deviceToken } = opening;
      for (const cookie of openedCookies(deps, request, opening)) response.append('set-cookie', cookie);
      if (purpose !== 'speaker') return response.redirect(303, '/watch/');
      await keepLanguage(await actorOfDevice(parts, deviceToken), request);
      response.redirect(303, PLAIN_PATH);
    }),
  );

  app.post(
    `${PLAIN_PATH}/language`,
    withFields(async (request, response, view) => {
      await keepLanguage(await speakerOf(request), request);
      response.redirect(303, onward({ ...view, asked: null }));
    }),
  );

  app.post(
    `${PLAIN_PATH}/send`,
    inHtml(async (request, response, view) => {
      const actor = await speakerOf(request);
      await receiveForm(
        { parts, metrics },
        {
          request,
          response,
          actor,
          mayBegin: async (fields) => {
            mustBeOurs(request, fields);
            // Who may see it is said with the first file, before a byte of it is kept.
            const invitation = await invitationOf(actor);
            if (asksToAgree({ invitation })) {
              await saveConsent(actor, fields, invitation, view.words.language);
            }
          },
        },
      );
      response.redirect(303, onward(view, SENT_PATH));
    }),
  );

  app.post(
    `${PLAIN_PATH}/consent`,
    withFields(async (request, response, view) => {
      const actor = await speakerOf(request);
      await saveConsent(actor, request.body, await invitationOf(actor), view.words.language);
      response.redirect(303, onward(view));
    }),
  );

  app.post(
    `${PLAIN_PATH}/withdraw`,
    withFields(async (request, response, view) => {
      const actor = await speakerOf(request);
      const parsed = WithdrawForm.safeParse(request.body);
      if (!parsed.success) throw new InvalidRequest('body', parsed.error);
      const own = await parts.store.statements.byInvitation(actor.invitationId);
      if (own === null) throw new Problem('not_found');
      await withdrawStatement(parts, { actor, statementId: own.id });
      response.redirect(303, onward(view));
    }),
  );

  /** What stands before a handler, such as too many tries. Express knows it by its four parameters. */
  const plainFailures = (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    showProblem(request, response, strangersView(request, response), error);
  };
  app.use(PLAIN_PATH, plainFailures);
}
