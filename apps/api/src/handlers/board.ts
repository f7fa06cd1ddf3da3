import { assign, boardRowsOf, previewReminders, sendReminders } from '@rostrum/core';
import type { HandlersOf } from '../http/handler.ts';
import { instant } from '../views/common.ts';
import { boardRowView } from '../views/statements.ts';
import type { HandlerDeps } from './handler-deps.ts';

type BoardRoute =
  | 'GET /api/v1/sessions/{id}/board/rows'
  | 'GET /api/v1/colleagues'
  | 'PUT /api/v1/assignments'
  | 'POST /api/v1/sessions/{id}/reminders/preview'
  | 'POST /api/v1/sessions/{id}/reminders';

export function boardHandlers({ parts }: HandlerDeps): HandlersOf<BoardRoute> {
  return {
    'GET /api/v1/sessions/{id}/board/rows': async ({ params, query }) => {
      const { serverNow, rows } = await boardRowsOf(parts, { sessionId: params.id, statementIds: query.ids });
      return {
        serverNow: instant(serverNow),
        rows: rows.map((row) => ({ reviewId: row.invitation.reviewId, row: boardRowView(row) })),
      };
    },
    'GET /api/v1/colleagues': async () => ({ colleagues: await parts.store.board.colleagues() }),
    'PUT /api/v1/assignments': ({ body }, { actor }) => assign(parts, { actor, ...body }),
    'POST /api/v1/sessions/{id}/reminders/preview': ({ params, body }, { actor }) =>
      previewReminders(parts, { actor, sessionId: params.id, ...body }),
    'POST /api/v1/sessions/{id}/reminders': ({ params, body }, { actor }) =>
      sendReminders(parts, { actor, sessionId: params.id, ...body }),
  };
}
