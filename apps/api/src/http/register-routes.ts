import { type Route, type RouteKey, routes } from '@rostrum/contract';
import { type Actor, Problem } from '@rostrum/domain';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { ApiSettings } from '../settings.ts';
import { admit, type Callers } from './callers.ts';
import { refuseForgedRequest } from './forgery.ts';
import type { Handlers, RouteName } from './handler.ts';
import { requestIdOf } from './request-id.ts';
import { InvalidRequest } from './to-problem.ts';

/** For what does not say so itself: nothing else is as large as 200 ids, or a few thousand characters of a reason. */
const JSON_LIMIT_BYTES = 64 * 1024;

export interface RegisterDeps {
  settings: Pick<ApiSettings, 'mode' | 'publicUrl'>;
  callers: Callers;
  handlers: Handlers;
  /** Runs before anything else of the route. */
  limits: Partial<Record<RouteName, RequestHandler>>;
}

type AnyHandler = (
  input: { params: unknown; query: unknown; body: unknown },
  context: {
    actor: Actor | null;
    requestId: string;
    request: Request;
    response: Response;
    setCookie(header: string): void;
  },
  response: Response,
) => unknown;

/** Registers every row of the contract: limit, guard, parse, handle, answer. */
export function registerRoutes(app: Express, deps: RegisterDeps): void {
  const jsonParser = (limit: number) =>
    express.json({ limit, type: 'application/json', reviver: refuseWhatIsNoText });
  const parseUsual = jsonParser(JSON_LIMIT_BYTES);
  const methods = new Map<string, string[]>();
  for (const name of Object.keys(routes) as RouteName[]) {
    const route: Route = routes[name];
    if (route.demonstrationOnly === true && deps.settings.mode !== 'demonstration') continue;
    const { method, path } = splitKey(name);
    methods.set(path, [...(methods.get(path) ?? []), method]);
    // The table ties name and handler together; TypeScript cannot follow that through a loop.
    const handle = deps.handlers[name] as unknown as AnyHandler;
    const before = deps.limits[name];
    const parseJson = route.bodyLimitBytes === undefined ? parseUsual : jsonParser(route.bodyLimitBytes);
    const admitted: RequestHandler = async (request, response, next) => {
      refuseForgedRequest(request, deps.settings.publicUrl);
      const actor = await admit(request, route.access, deps.callers, {
        secondFactorRequired: deps.settings.mode === 'production',
      });
      if (route.body === undefined) return await answer(request, response, actor);
      parseJson(request, response, (failure?: unknown) => {
        if (failure !== undefined) return next(failure);
        answer(request, response, actor).catch(next);
      });
    };
    const answer = async (request: Request, response: Response, actor: Actor | null) => {
      const input = {
        params: parse('params', route.params, request.params),
        query: parse('query', route.query, request.query),
        body: parse('body', route.body, request.body),
      };
      const output = await handle(
        input,
        {
          actor,
          requestId: requestIdOf(request),
          request,
          response,
          setCookie: (header) => response.append('set-cookie', header),
        },
        response,
      );
      if (route.stream !== undefined) return;
      if (!response.hasHeader('cache-control')) response.setHeader('cache-control', 'no-store');
      if (route.response === undefined) response.status(204).end();
      else response.status(route.status ?? 200).json(output);
    };
    app[methodOf(method)](path, ...(before === undefined ? [admitted] : [before, admitted]));
  }
  for (const [path, allowed] of methods) app.all(path, refuseMethod(allowed));
}

/** JSON can spell what no database takes as text: a NUL, half of a surrogate pair. */
function refuseWhatIsNoText(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    throw new SyntaxError('a string that is no text');
  return value;
}

export function refuseMethod(allowed: readonly string[]): RequestHandler {
  return (_request, response) => {
    response.setHeader('allow', allowed.flatMap((m) => (m === 'GET' ? ['GET', 'HEAD'] : [m])).join(', '));
    throw new Problem('method_not_allowed');
  };
}

/** `GET /api/v1/takes/{id}` → the method, and the path as express writes it. */
export function splitKey(key: RouteKey): { method: string; path: string } {
  const [method = '', template = ''] = key.split(' ');
  return { method, path: template.replace(/\{(\w+)\}/g, ':$1') };
}

function methodOf(method: string): 'get' | 'post' | 'put' | 'patch' | 'delete' {
  switch (method) {
    case 'GET':
      return 'get';
    case 'POST':
      return 'post';
    case 'PUT':
      return 'put';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return 'delete';
    default:
      throw new Error(`the contract names a method that is not known: ${method}`);
  }
}

function parse(part: 'params' | 'query' | 'body', schema: Route['body'], value: unknown): unknown {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (!parsed.success) throw new InvalidRequest(part, parsed.error);
  return parsed.data;
}
