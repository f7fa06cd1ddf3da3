import { z } from 'zod';
import { defineRoutes, EVERYBODY } from './route.ts';
import { Instant } from './views.ts';

export const publicRoutes = defineRoutes({
  'GET /healthz': {
    summary: 'The process is alive.',
    access: EVERYBODY,
    response: z.object({ status: z.literal('ok') }),
  },
  'GET /readyz': {
    summary: 'The process can do its work: database, queue and storage answer.',
    access: EVERYBODY,
    response: z.object({ status: z.literal('ok'), parts: z.record(z.string(), z.string()) }),
    problems: ['unavailable'],
  },
  'GET /api/openapi.json': {
    summary: 'This surface, as OpenAPI 3.1.',
    access: EVERYBODY,
    response: z.record(z.string(), z.unknown()),
  },
  'GET /.well-known/rostrum-keys.json': {
    summary: 'Public keys of receipts and masters, as a JWK set; retired keys stay.',
    access: EVERYBODY,
    response: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
  },
  'GET /api/v1/me': {
    summary: 'Who is signed in here, if anybody.',
    access: EVERYBODY,
    response: z.object({
      /** Of the staff alone. */
      id: z.string().nullable(),
      role: z.enum(['none', 'speaker', 'delegate', 'coordinator', 'administrator']),
      name: z.string().nullable(),
      email: z.string().nullable(),
      secondFactor: z.enum(['none', 'set', 'missing']),
      demonstration: z.boolean(),
      serverNow: Instant,
    }),
  },
});
