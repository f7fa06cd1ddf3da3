import { type Route, type RouteKey, routes } from '@rostrum/contract';
import { PROBLEMS, type ProblemCode, type Role } from '@rostrum/domain';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { OWN_PAGE_HEADER } from '../http/forgery.ts';
import { PROBLEM_TYPE, ProblemBody } from '../http/problem-body.ts';
import type { ApiSettings } from '../settings.ts';
import { EXTRA_PATHS, type ExtraPath } from './extra-paths.ts';

const OwnPage = z.object({ [OWN_PAGE_HEADER]: z.literal('1') });
const Method = z.enum(['get', 'head', 'post', 'put', 'patch', 'delete', 'options']);

/** OpenAPI 3.1 of everything that is served, from the rows that register it. */
export function openapiDocument(settings: Pick<ApiSettings, 'mode' | 'publicUrl'>): Record<string, unknown> {
  const paths: ZodOpenApiPathsObject = {};
  const add = (path: string, method: string, operation: ZodOpenApiOperationObject) => {
    paths[path] = { ...paths[path], [Method.parse(method.toLowerCase())]: operation };
  };
  for (const [key, route] of Object.entries(routes) as [RouteKey, Route][]) {
    if (route.demonstrationOnly === true && settings.mode !== 'demonstration') continue;
    const [method = '', path = ''] = key.split(' ');
    add(path, method, ofRoute(method, path, route));
  }
  for (const row of EXTRA_PATHS) add(row.path, row.method, ofExtra(row));
  const document = createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Rostrum',
      version: '1',
      description:
        'Recorded statements for the virtual UPR Pre-sessions. Every failure is RFC 9457 problem+json with a stable `code`.',
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
    },
    servers: [{ url: settings.publicUrl }],
    components: {
      securitySchemes: {
        speaker: {
          type: 'apiKey',
          in: 'cookie',
          name: 'rostrum-speaker',
          description:
            'A cookie for each link that is open in the browser: its name goes on with `-` and a tag. The header `x-rostrum-place`, or the parameter `place`, names the invitation that is meant; without it, the link that was opened last.',
        },
        delegate: { type: 'apiKey', in: 'cookie', name: 'rostrum-delegate' },
        staff: { type: 'apiKey', in: 'cookie', name: 'rostrum-staff.session_token' },
      },
    },
    paths,
  });
  return z.record(z.string(), z.unknown()).parse(document);
}

function ofRoute(method: string, path: string, route: Route): ZodOpenApiOperationObject {
  const changing = method !== 'GET';
  const status = String(route.status ?? (route.response || route.stream ? 200 : 204));
  return {
    operationId: operationId(method, path),
    summary: route.summary,
    security: security(route.access),
    requestParams: {
      ...(route.params === undefined ? {} : { path: route.params }),
      ...(route.query === undefined ? {} : { query: route.query }),
      ...(changing ? { header: OwnPage } : {}),
    },
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: route.body } } } }),
    ...(route.form === undefined
      ? {}
      : { requestBody: { required: true, content: { 'multipart/form-data': { schema: route.form } } } }),
    responses: {
      [status]: {
        description: 'Done.',
        ...(route.response === undefined
          ? {}
          : { content: { 'application/json': { schema: route.response } } }),
        ...(route.stream === undefined ? {} : { content: { [route.stream]: { schema: z.string() } } }),
      },
      default: failures(route.problems ?? []),
    },
  };
}

function ofExtra(row: ExtraPath): ZodOpenApiOperationObject {
  const { requestHeaders, params, query, body, response, responseHeaders } = row;
  const form = row.requestType?.includes('form') === true;
  const header =
    row.method === 'GET' || form ? requestHeaders : (requestHeaders ?? z.object({})).extend(OwnPage.shape);
  return {
    operationId: operationId(row.method, row.path),
    summary: row.summary,
    security: row.access === 'signature' ? [] : security(row.access),
    requestParams: {
      ...(params === undefined ? {} : { path: params }),
      ...(query === undefined ? {} : { query }),
      ...(header === undefined ? {} : { header }),
    },
    ...(body === undefined || row.requestType === undefined
      ? {}
      : { requestBody: { required: true, content: { [row.requestType]: { schema: body } } } }),
    responses: {
      [String(row.status ?? 200)]: {
        description: 'Done.',
        ...(responseHeaders === undefined ? {} : { headers: responseHeaders }),
        ...(response === undefined || row.responseType === undefined
          ? {}
          : { content: { [row.responseType]: { schema: response } } }),
      },
      default: failures(row.problems ?? []),
    },
  };
}

function failures(codes: readonly ProblemCode[]) {
  const own = codes.map((code) => `- \`${code}\` (${PROBLEMS[code].status}): ${PROBLEMS[code].title}`);
  return {
    description: ['A problem, by its code.', ...own].join('\n'),
    content: { [PROBLEM_TYPE]: { schema: ProblemBody } },
  };
}

function security(access: readonly Role[]) {
  if (access.includes('none')) return [];
  const schemes = access.map((role) => (role === 'speaker' || role === 'delegate' ? role : 'staff'));
  return [...new Set(schemes)].map((scheme) => ({ [scheme]: [] }));
}

function operationId(method: string, path: string): string {
  const words = path.match(/[A-Za-z0-9]+/g) ?? [];
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return `${method.toLowerCase()}${name}`;
}
