import { Problem } from '@rostrum/domain';
import express, { type Express, type RequestHandler } from 'express';
import { z } from 'zod';
import { nothingHere } from '../http/failures.ts';
import { refuseForgedRequest } from '../http/forgery.ts';
import { InvalidRequest } from '../http/to-problem.ts';
import type { ApiSettings } from '../settings.ts';
import { type Auth, STAFF_DISABLED } from './auth.ts';
import { AUTH_PATHS, type AuthPath } from './auth-paths.ts';
import { webHeaders } from './web-headers.ts';

const LIMIT_BYTES = 8 * 1024;

/** Serves the listed paths of better-auth, and nothing else of it. */
export function mountAuth(
  app: Express,
  deps: { auth: Auth; settings: Pick<ApiSettings, 'publicUrl'>; limit: RequestHandler },
): void {
  const parseJson = express.json({ limit: LIMIT_BYTES, type: 'application/json' });
  for (const row of AUTH_PATHS) {
    const forged: RequestHandler = (request, _response, next) => {
      refuseForgedRequest(request, deps.settings.publicUrl);
      next();
    };
    const handle: RequestHandler = async (request, response) => {
      const answer = await deps.auth.handler(toWebRequest(row, request, deps.settings.publicUrl));
      if (!answer.ok) throw await problemOf(row, answer);
      response.status(answer.status).setHeader('cache-control', 'no-store');
      for (const cookie of answer.headers.getSetCookie()) response.append('set-cookie', cookie);
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(await answer.text());
    };
    const before = row.path.endsWith('/sign-out') || row.method === 'GET' ? [] : [deps.limit];
    if (row.method === 'GET') app.get(row.path, ...before, handle);
    else app.post(row.path, ...before, forged, parseJson, handle);
  }
  app.all('/api/auth/*rest', nothingHere);
}

function toWebRequest(row: AuthPath, request: express.Request, publicUrl: string): Request {
  const headers = webHeaders(request);
  headers.delete('content-length');
  headers.delete('transfer-encoding');
  // Checked already; better-auth would compare it with the public address alone.
  headers.delete('origin');
  headers.delete('referer');
  let body: string | undefined;
  if (row.body !== undefined) {
    // What the schema does not name (remembering a device for the second factor, say) is dropped here.
    const parsed = row.body.safeParse(request.body ?? {});
    if (!parsed.success) throw new InvalidRequest('body', parsed.error);
    body = JSON.stringify(parsed.data);
    headers.set('content-type', 'application/json');
  } else if (row.method === 'POST') {
    body = '{}';
    headers.set('content-type', 'application/json');
  }
  return new Request(`${publicUrl}${row.path}`, {
    method: row.method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

const AuthFailure = z.object({ code: z.string().optional() });

const WRONG_CODE = new Set(['INVALID_CODE', 'INVALID_BACKUP_CODE', 'BACKUP_CODES_NOT_ENABLED']);

async function problemOf(row: AuthPath, answer: Response): Promise<Problem> {
  const said = AuthFailure.safeParse(await answer.json().catch(() => ({})));
  const code = (said.success ? said.data.code : undefined) ?? '';
  const message = `better-auth said ${answer.status} ${code}`;
  if (code === STAFF_DISABLED) {
    return new Problem('not_allowed', {
      detail: 'This account is disabled. Please write to an administrator.',
      message,
    });
  }
  if (answer.status === 429) return new Problem('too_many_requests', { message });
  if (WRONG_CODE.has(code)) return new Problem('code_wrong', { message });
  if (code === 'INVALID_PASSWORD' || code === 'INVALID_EMAIL_OR_PASSWORD') {
    return new Problem('sign_in_required', {
      detail: row.path.endsWith('/email')
        ? 'The address or the password is not right.'
        : 'The password is not right.',
      message,
    });
  }
  if (answer.status === 401) return new Problem('sign_in_required', { message });
  if (answer.status === 403) return new Problem('not_allowed', { message });
  if (answer.status < 500) return new Problem('request_invalid', { message });
  return new Problem('internal', { message });
}
