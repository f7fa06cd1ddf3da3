import { historyOf, verifyStatement } from '@rostrum/core';
import type { HandlersOf } from '../http/handler.ts';
import { instant } from '../views/common.ts';
import type { HandlerDeps } from './handler-deps.ts';

type HistoryRoute = 'GET /api/v1/statements/{id}/history' | 'GET /api/v1/audit/statements/{id}';

export function historyHandlers({ parts }: HandlerDeps): HandlersOf<HistoryRoute> {
  return {
    'GET /api/v1/statements/{id}/history': async ({ params }) => {
      const { items, erasedAt } = await historyOf(parts, { statementId: params.id });
      return { items: items.map((item) => ({ ...item, at: instant(item.at) })), erasedAt: instant(erasedAt) };
    },

    'GET /api/v1/audit/statements/{id}': async ({ params }) => {
      const { own, ...chain } = await verifyStatement(parts, { statementId: params.id });
      return {
        ...chain,
        own: own.map(({ seq, at, action, standing, payload }) => ({
          entry: seq,
          at: instant(at),
          action,
          standing,
          erased: payload === null,
        })),
      };
    },
  };
}
