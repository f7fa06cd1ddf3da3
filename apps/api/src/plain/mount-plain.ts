import {
  enterCode,
  type InvitationRecord,
  openLink,
  setConsent,
  speakerStatementOf,
  withdrawStatement,
} from '@rostrum/core';
import { PROBLEMS, Problem } from '@rostrum/domain';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { HandlerDeps } from '../handlers/handler-deps.ts';
import { heldToken } from '../handlers/public.ts';
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
import { openPage, PLAIN_CSS, PLAIN_PATH, problemPage, statementPage } from './plain-pages.ts';

const FORM_LIMIT_BYTES = 8 * 1024;

const OpenForm = z.object({
  form: z.string(),
  /** The whole link as it was pasted, or its token alone. */
  link: z
    .string()
    .trim()
    .transform((text) => text.slice(text.lastIndexOf('#') + 1))
    .pipe(z.string().min(20).max(200)),
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/)
    .optional(),
});
const WithdrawForm = z.object({ form: z.string(), sure: z.literal('yes') });

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

  /** Who may see it is said with the first file, before a byte of it is kept. */
  const takeConsent = async (actor: SpeakerActor, fields: unknown) => {
    const invitation = await parts.store.invitations.byId(actor.invitationId);
    if (invitation === null) throw new Problem('not_found');
    if (!asksToAgree({ invitation })) return;
    await saveConsent(
      actor,
      fields,
      invitation,
      'Nothing was sent. Please go back, fill in the form and choose the file again.',
    );
  };

  /** What the plain form does not ask for stays as it is. */
  const saveConsent = async (
    actor: SpeakerActor,
    fields: unknown,
    { consentEndsAt: endsAt, masterAllowed }: InvitationRecord,
    otherwise: string,
  ) => {
    const given = readConsent(fields);
    if (given === null) throw new Problem('consent_missing', { detail: otherwise });
    await setConsent(parts, { actor, endsAt, masterAllowed, ...given });
  };

  /** The token that stands in the forms, and in a cookie of this browser. */
  const formToken = (request: Request, response: Response): string => {
    const known = readCookie(request, 'form', secure);
    if (known !== null) return known;
    const value = parts.signing.newToken();
    response.append('set-cookie', setCookieHeader('form', { value, sameSite: 'Lax' }, secure));
    return value;
  };

  const show = (response: Response, body: string, status = 200) => {
    response.status(status).setHeader('cache-control', 'no-store');
    // With `no-referrer` a browser calls the origin of our own form "null".
    response.setHeader('referrer-policy', 'same-origin');
    response.type('html').send(body);
  };

  const inHtml =
    (handle: (request: Request, response: Response) => Promise<void>): RequestHandler =>
    async (request, response) => {
      try {
        await handle(request, response);
      } catch (error) {
        const { problem, unexpected } = toProblem(error);
        const requestId = requestIdOf(request);
        if (unexpected) parts.log.error('request_failed', error, { requestId, code: problem.code });
        if (response.headersSent) return;
        show(
          response,
          problemPage(exitUrl, problem.detail ?? PROBLEMS[problem.code].title, requestId),
          problem.status,
        );
      }
    };

  const withFields = (handle: (request: Request, response: Response) => Promise<void>) =>
    inHtml(async (request, response) => {
      await new Promise<void>((resolve, reject) => {
        readFields(request, response, (error: unknown) => (error ? reject(error) : resolve()));
      });
      mustBeOurs(request, request.body);
      await handle(request, response);
    });

  app.get('/speak/plain.css', (_request, response) => {
    response.setHeader('cache-control', 'public, max-age=3600');
    response.type('css').send(PLAIN_CSS);
  });

  app.get(
    PLAIN_PATH,
    inHtml(async (request, response) => {
      const token = formToken(request, response);
      const actor = await callers.speaker(request);
      if (actor === null) return show(response, openPage(exitUrl, token, null));
      show(response, statementPage(exitUrl, token, await speakerStatementOf(parts, { actor })));
    }),
  );

  app.post(
    `${PLAIN_PATH}/open`,
    limits.links,
    withFields(async (request, response) => {
      const parsed = OpenForm.safeParse(request.body);
      if (!parsed.success) {
        const wrongCode = parsed.error.issues.every(({ path }) => path[0] === 'code');
        throw wrongCode ? new Problem('code_wrong') : new InvalidRequest('body', parsed.error);
      }
      const { link, code, form } = parsed.data;
      const opening =
        code === undefined
          ? await openLink(parts, { token: link, deviceToken: await heldToken(deps, request, link) })
          : await enterCode(parts, { token: link, code });
      if (opening.outcome === 'code_required') return show(response, openPage(exitUrl, form, { link }));
      const cookie = { value: opening.deviceToken, expiresAt: opening.expiresAt, sameSite: 'Lax' } as const;
      response.append('set-cookie', setCookieHeader(opening.purpose, cookie, secure));
      response.redirect(303, opening.purpose === 'speaker' ? PLAIN_PATH : '/watch/');
    }),
  );

  app.post(
    `${PLAIN_PATH}/send`,
    inHtml(async (request, response) => {
      const actor = await speakerOf(request);
      await receiveForm(
        { parts, metrics },
        {
          request,
          response,
          actor,
          mayBegin: async (fields) => {
            mustBeOurs(request, fields);
            await takeConsent(actor, fields);
          },
        },
      );
      response.redirect(303, PLAIN_PATH);
    }),
  );

  app.post(
    `${PLAIN_PATH}/consent`,
    withFields(async (request, response) => {
      const actor = await speakerOf(request);
      const invitation = await parts.store.invitations.byId(actor.invitationId);
      if (invitation === null) throw new Problem('not_found');
      await saveConsent(
        actor,
        request.body,
        invitation,
        'Nothing was changed. Please go back and try again.',
      );
      response.redirect(303, PLAIN_PATH);
    }),
  );

  app.post(
    `${PLAIN_PATH}/withdraw`,
    withFields(async (request, response) => {
      const actor = await speakerOf(request);
      const parsed = WithdrawForm.safeParse(request.body);
      if (!parsed.success) throw new InvalidRequest('body', parsed.error);
      const own = await parts.store.statements.byInvitation(actor.invitationId);
      if (own === null) throw new Problem('not_found');
      await withdrawStatement(parts, { actor, statementId: own.id });
      response.redirect(303, PLAIN_PATH);
    }),
  );
}
