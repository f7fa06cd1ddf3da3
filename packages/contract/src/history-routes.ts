import { Id } from '@rostrum/domain';
import { z } from 'zod';
import { ADMINISTRATOR, defineRoutes, STAFF } from './route.ts';
import { Instant } from './views.ts';

const byId = z.object({ id: Id });

export const HistoryItemView = z
  .object({
    /** Its place in the audit's chain. */
    entry: z.int().nullable(),
    at: Instant,
    /** As in the audit: `take.ready`, `statement.decided.approve`. */
    action: z.string(),
    actor: z.object({ kind: z.string(), name: z.string().nullable() }),
    reason: z.string().nullable(),
    take: z.int().nullable(),
    cut: z.int().nullable(),
    revision: z
      .object({ number: z.int(), kind: z.enum(['statement', 'card']), position: z.int() })
      .nullable(),
    person: z.string().nullable(),
    minor: z.boolean(),
  })
  .meta({ id: 'HistoryItem' });

export const historyRoutes = defineRoutes({
  'GET /api/v1/statements/{id}/history': {
    summary: 'Who did what when about a statement, newest first. Stays, without details, when it was erased.',
    access: STAFF,
    params: byId,
    response: z.object({ items: z.array(HistoryItemView), erasedAt: Instant.nullable() }),
  },
  'GET /api/v1/audit/statements/{id}': {
    summary: "Walks the audit chain and tells of each of a statement's entries whether it is whole.",
    access: ADMINISTRATOR,
    params: byId,
    response: z.object({
      whole: z.boolean(),
      entries: z.int(),
      firstBroken: z.int().nullable(),
      own: z.array(
        z.object({
          entry: z.int(),
          at: Instant,
          action: z.string(),
          standing: z.enum(['whole', 'broken', 'unproven']),
          /** Its details were erased with the statement. */
          erased: z.boolean(),
        }),
      ),
    }),
  },
});
