import type { ProblemCode, Role } from '@rostrum/domain';
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * One row of the surface: what is documented, who may call it, what goes in and what comes out.
 * The same row registers the handler, guards it, describes it in OpenAPI and types the client.
 */
export interface Route {
  summary: string;
  /** Roles that may call it at all; whose statement, mission or session is checked by the use case. */
  access: readonly Role[];
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The largest JSON body, where it is not the usual. */
  bodyLimitBytes?: number;
  /** A multipart form in place of a JSON body: its fields, one of them a file. The handler reads it. */
  form?: z.ZodObject;
  /** JSON answer; absent: 204 without a body, or `stream`. */
  response?: z.ZodType;
  /** An answer that is not JSON: its media type. The handler writes it. */
  stream?: string;
  /** Success status, 200 unless said. */
  status?: number;
  /** Codes of its own, beside those that any route may answer. */
  problems?: readonly ProblemCode[];
  /** Mounted in the demonstration only. */
  demonstrationOnly?: true;
}

export type RouteKey = `${Method} /${string}`;

export function defineRoutes<const T extends Record<RouteKey, Route>>(routes: T): T {
  return routes;
}

export const EVERYBODY = ['none', 'speaker', 'delegate', 'coordinator', 'administrator'] as const;
export const STAFF = ['coordinator', 'administrator'] as const;
export const ADMINISTRATOR = ['administrator'] as const;
export const SPEAKER = ['speaker'] as const;
export const DELEGATE = ['delegate'] as const;
/** In this order: whoever holds both links in one browser watches by that of the mission. */
export const WATCHER = ['delegate', 'speaker'] as const;
