import { statementWordsOf } from '@rostrum/core';
import type { Actor } from '@rostrum/domain';
import { WINDOW_AHEAD_MS } from '@rostrum/hls';
import type { HandlersOf, RouteName } from '../http/handler.ts';
import { statementWords } from '../views/words.ts';
import type { HandlerDeps } from './handler-deps.ts';

type WordsRoute = Extract<RouteName, `${string}/words`>;

/** What is read beside a statement while it plays. */
export function wordsHandlers({ parts, screenings }: HandlerDeps): HandlersOf<WordsRoute> {
  const words = async (actor: Actor | null, { id, statementId }: { id: string; statementId: string }) => {
    const screening = await screenings.ofReview(id);
    const asked = { actor, reviewId: id, statementId, screening, aheadMs: WINDOW_AHEAD_MS };
    return statementWords(await statementWordsOf(parts, asked));
  };
  return {
    'GET /api/v1/watch/reviews/{id}/statements/{statementId}/words': ({ params }, { actor }) =>
      words(actor, params),
    'GET /api/v1/public/reviews/{id}/statements/{statementId}/words': ({ params }) => words(null, params),
  };
}
