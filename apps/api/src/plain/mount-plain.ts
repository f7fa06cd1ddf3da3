import {
  actorOfDevice,
  enterCode,
  openLink,
  type SpeakerStatementState,
  setConsent,
  setLanguage,
  speakerStatementOf,
  withdrawStatement,
} from '@rostrum/core';
import { type Actor, figuresOf, isSpeakerLanguage, Problem, type SpeakerLanguage } from '@rostrum/domain';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { z } from 'zod';
import type { HandlerDeps } from '../handlers/handler-deps.ts';
import { closeSpeakers, heldToken, openedCookies } from '../handlers/public.ts';
import { browserLanguage } from '../http/browser-language.ts';
import { admit } from '../http/callers.ts';
import { clearCookieHeader, readCookie, setCookieHeader } from '../http/cookies.ts';
import { refuseForgedForm } from '../http/forgery.ts';
import type { SpeakerActor } from '../http/handler.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { refuseMethod } from '../http/register-routes.ts';
import { requestIdOf } from '../http/request-id.ts';
import { InvalidRequest, type Mapped, toProblem } from '../http/to-problem.ts';
import { DEFAULT_EXIT_URL, isSecure } from '../settings.ts';
import { receiveForm } from '../uploads/receive-form.ts';
import { asksToAgree, readConsent } from './plain-consent.ts';
import { PLAIN_CSS } from './plain-css.ts';
import { type Failed, failedAs, type PlainForm, typedIn } from './plain-failed.ts';
import { askedLanguage, readLanguage } from './plain-language.ts';
import { LEAVE_PATH, leavingPage, onward, PLAIN_PATH, type PlainView, SENT_PATH } from './plain-layout.ts';
import { closedPage, codePage, openPage, problemPage, sentPage, statementPage } from './plain-pages.ts';
import { plainWords } from './plain-words.ts';

/** Whatever may be pasted into a field: what is refused for its size cannot be drawn again. */
const FORM_LIMIT_BYTES = 64 * 1024;
const FIELDS = 20;
/** As long as any browser keeps a cookie. */
const LEFT_MS = 400 * 24 * 60 * 60_000;

const OpenForm = z.object({
  /** The whole link as it was pasted, or its token alone. */
  link: z
    .string()
    .trim()
    .transform((text) => text.slice(text.lastIndexOf('#') + 1))
    .pipe(z.string().min(20).max(200)),
  code: z.string().optional(),
});
const CodeForm = z.object({ code: z.string().transform(figuresOf).pipe(z.string().length(6)) });
const WithdrawForm = z.object({ form: z.string(), sure: z.literal('yes') });
type Handle = (request: Request, response: Response, view: PlainView) => Promise<void>;
/** The page with the form that was not taken; null where it cannot be drawn. */
type Redraw = (request: Request, view: PlainView, failed: Failed) => string | null | Promise<string | null>;
interface Ours {
  form: PlainForm;
  redraw: Redraw;
}

/** The speaker's page for a telephone without JavaScript: plain forms, and answers in HTML. */
export function mountPlain(app: Express, deps: HandlerDeps & { limits: RateLimits }): void {
  const { parts, settings, callers, metrics, limits } = deps;
  const secure = isSecure(settings);
  const exitUrl = settings.exitUrl ?? DEFAULT_EXIT_URL;
  const readFields = express.urlencoded({ extended: false, limit: FORM_LIMIT_BYTES, parameterLimit: FIELDS });

  const hasLeft = (request: Request) => readCookie(request, 'left', secure) !== null;
  const speakerHere = async (request: Request): Promise<SpeakerActor | null> =>
    hasLeft(request) ? null : await callers.speaker(request);

  const speakerOf = async (request: Request): Promise<SpeakerActor> => {
    if (hasLeft(request)) throw new Problem('sign_in_required');
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

  const isOurs = (request: Request): boolean => {
    try {
      mustBeOurs(request, request.body);
      return true;
    } catch (error) {
      if (error instanceof Problem) return false;
      throw error;
    }
  };

  const placeOf = async ({ invitationId }: SpeakerActor) => {
    const place = await parts.store.statements.contextOfInvitation(invitationId);
    if (place === null) throw new Problem('not_found');
    return place;
  };

  /** What the plain form does not ask for stays as it is. */
  const saveConsent = async (actor: SpeakerActor, fields: unknown, readIn: SpeakerLanguage) => {
    const { invitation, session } = await placeOf(actor);
    const stands = { endsAt: invitation.consentEndsAt, timeZone: session.timeZone };
    const given = readConsent(fields, readIn, stands);
    if (given === null) throw new Problem('consent_missing');
    await setConsent(parts, { actor, masterAllowed: invitation.masterAllowed, ...given });
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
    const words = plainWords(asked ?? readLanguage(request));
    return { words, asked, place: null, formToken: formToken(request, response), exitUrl };
  };

  const keptLanguage = async (actor: SpeakerActor, request: Request): Promise<SpeakerLanguage> => {
    const { language } = (await placeOf(actor)).invitation;
    return isSpeakerLanguage(language) ? language : readLanguage(request);
  };

  const viewOf = async (request: Request, view: PlainView): Promise<PlainView> => {
    const actor = await speakerHere(request);
    if (actor === null) return view;
    const kept = await keptLanguage(actor, request);
    const asked = view.asked === kept ? null : view.asked;
    return { ...view, asked, words: plainWords(asked ?? kept), place: actor.invitationId };
  };

  const show = (response: Response, body: string, status = 200) => {
    response.status(status).setHeader('cache-control', 'no-store');
    // With `no-referrer` a browser calls the origin of our own form "null".
    response.setHeader('referrer-policy', 'same-origin');
    response.type('html').send(body);
  };

  /** Another site's form must not come back filled in as it likes; ours may have lost its token with a restart. */
  const mayShowTyped = (request: Request) =>
    isOurs(request) || request.get('sec-fetch-site') === 'same-origin';

  const redrawn = async (request: Request, view: PlainView, refused: Mapped, ours: Ours | null) => {
    if (ours === null || !mayShowTyped(request)) return null;
    const failed = failedAs(view.words, ours.form, { ...refused, typed: typedIn(request.body) });
    try {
      return await ours.redraw(request, view, failed);
    } catch (error) {
      parts.log.warn('form_not_drawn_again', { code: toProblem(error).problem.code });
      return null;
    }
  };

  const showProblem = async (
    request: Request,
    response: Response,
    view: PlainView,
    { error, ours }: { error: unknown; ours: Ours | null },
  ) => {
    const refused = toProblem(error);
    const { problem, unexpected } = refused;
    const requestId = requestIdOf(request);
    if (unexpected) parts.log.error('request_failed', error, { requestId, code: problem.code });
    if (response.headersSent) return;
    // Going back may send a form anew: the page that asks for a link is all that is found.
    if (hasLeft(request) && problem.code === 'sign_in_required') return response.redirect(303, onward(view));
    const page = await redrawn(request, view, refused, ours);
    if (page !== null) return show(response, page, problem.status);
    // Whoever has closed this device, or left, finds nothing of what they typed by going back.
    const gone = problem.status === 401 || problem.status === 403;
    const again =
      ours !== null && !gone && mayShowTyped(request)
        ? { action: request.originalUrl, typed: typedIn(request.body), withFile: ours.form === 'send' }
        : null;
    show(response, problemPage(view, { problem, requestId, again }), problem.status);
  };

  const inHtml =
    (handle: Handle, ours: Ours | null = null) =>
    async (request: Request, response: Response) => {
      let view = strangersView(request, response);
      try {
        view = await viewOf(request, view);
        await handle(request, response, view);
      } catch (error) {
        await showProblem(request, response, view, { error, ours });
      }
    };

  const step = (run: (next: (error?: unknown) => void) => unknown) =>
    new Promise<void>((resolve, reject) => run((error) => (error ? reject(error) : resolve())));

  const withFields = (handle: Handle, ours: Ours | null = null) =>
    inHtml(async (request, response, view) => {
      await step((next) => readFields(request, response, next));
      mustBeOurs(request, request.body);
      await handle(request, response, view);
    }, ours);

  const onStatement = (form: PlainForm): Ours => ({
    form,
    redraw: async (request, view, failed) => {
      const actor = await speakerHere(request);
      return actor === null ? null : statementPage(view, await stateOf(actor), failed);
    },
  });
  const stateOf = (actor: SpeakerActor): Promise<SpeakerStatementState> =>
    speakerStatementOf(parts, { actor });

  /** Who mistypes the code is asked again, and need not paste the link again. */
  const onOpening: Ours = {
    form: 'open',
    redraw: (_request, view, failed) => {
      const { link, code } = failed.typed;
      const asksCode = code !== undefined && link !== undefined && failed.field !== 'link';
      return asksCode ? codePage(view, link, failed) : openPage(view, failed);
    },
  };

  const open = async (request: Request, link: string, code: string | undefined) => {
    if (code === undefined) {
      const language = askedLanguage(request) ?? browserLanguage(request);
      const deviceToken = await heldToken(deps, request, link);
      return await openLink(parts, { token: link, deviceToken, language });
    }
    const parsed = CodeForm.safeParse({ code });
    if (!parsed.success) throw new InvalidRequest('body', parsed.error);
    return await enterCode(parts, { token: link, code: parsed.data.code });
  };

  app.get('/speak/plain.css', (_request, response) => {
    response.setHeader('cache-control', 'public, max-age=3600');
    response.type('css').send(PLAIN_CSS);
  });

  app.get(
    PLAIN_PATH,
    inHtml(async (request, response, view) => {
      const actor = await speakerHere(request);
      show(response, actor === null ? openPage(view) : statementPage(view, await stateOf(actor)));
    }),
  );

  app.get(
    SENT_PATH,
    inHtml(async (request, response, view) => {
      const actor = await speakerHere(request);
      const page = actor === null ? null : sentPage(view, await stateOf(actor));
      if (page === null) return response.redirect(303, onward(view));
      show(response, page);
    }),
  );

  app.post(
    `${PLAIN_PATH}/open`,
    withFields(async (request, response, view) => {
      await step((next) => limits.links(request, response, next));
      const parsed = OpenForm.safeParse(request.body);
      if (!parsed.success) throw new Problem('link_unknown', { cause: parsed.error });
      const { link, code } = parsed.data;
      const opening = await open(request, link, code);
      if (opening.outcome === 'code_required') return show(response, codePage(view, link));
      const { purpose, deviceToken } = opening;
      for (const cookie of openedCookies(deps, request, opening)) response.append('set-cookie', cookie);
      response.append('set-cookie', clearCookieHeader('left', secure));
      if (purpose !== 'speaker') return response.redirect(303, '/watch/');
      const actor = await actorOfDevice(parts, deviceToken);
      await keepLanguage(actor, request);
      // Whoever read the first page in a language goes on in it, whichever the mails come in.
      const { language } = view.words;
      const kept = actor?.kind === 'speaker' ? await keptLanguage(actor, request) : language;
      response.redirect(303, onward({ asked: language === kept ? null : language, place: null }));
    }, onOpening),
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
          fieldsFirst: true,
          mayBegin: async (fields) => {
            mustBeOurs(request, fields);
            // Who may see it is said with the first file, before a byte of it is kept.
            if (asksToAgree(await placeOf(actor))) await saveConsent(actor, fields, view.words.language);
          },
        },
      );
      response.redirect(303, onward(view, SENT_PATH));
    }, onStatement('send')),
  );

  app.post(
    `${PLAIN_PATH}/consent`,
    withFields(async (request, response, view) => {
      await saveConsent(await speakerOf(request), request.body, view.words.language);
      response.redirect(303, onward(view));
    }, onStatement('consent')),
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
    }, onStatement('withdraw')),
  );

  /**
   * Nothing ends on the server: whoever leaves in a hurry may have no mail to come back by. This browser shows nothing
   * more until the link is opened in it again, which asks for no code. Whatever fails, they are let go; a page of
   * another site can shut nobody out.
   */
  app.post(LEAVE_PATH, (request, response) => {
    readFields(request, response, () => {
      if (isOurs(request)) {
        const expiresAt = new Date(parts.clock.now().getTime() + LEFT_MS);
        response.append(
          'set-cookie',
          setCookieHeader('left', { value: '1', expiresAt, sameSite: 'Lax' }, secure),
        );
      }
      show(response, leavingPage(strangersView(request, response)));
    });
  });

  app.post(
    `${PLAIN_PATH}/close`,
    withFields(async (request, response, view) => {
      for (const cookie of await closeSpeakers(deps, request)) response.append('set-cookie', cookie);
      show(response, closedPage({ ...view, asked: view.words.language, place: null }));
    }),
  );

  /** A browser that was closed meanwhile asks for the answer to a form by its address. */
  const refuse = refuseMethod(['POST']);
  for (const name of ['open', 'language', 'send', 'consent', 'withdraw', 'leave', 'close']) {
    app.all(`${PLAIN_PATH}/${name}`, (request, response, next) => {
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(request, response, next);
      const { place } = request.query;
      const known = z.uuid().safeParse(place);
      const back = { asked: askedLanguage(request), place: known.success ? known.data : null };
      response.redirect(303, onward(back));
    });
  }

  /** What stands before a handler. Express knows it by its four parameters. */
  const plainFailures = async (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    await showProblem(request, response, strangersView(request, response), { error, ours: null });
  };
  app.use(PLAIN_PATH, plainFailures);
}
