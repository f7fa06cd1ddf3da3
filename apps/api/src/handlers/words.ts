import { type StatementWords, statementWordsOf } from '@rostrum/core';
import type { Actor } from '@rostrum/domain';
import { WINDOW_AHEAD_MS } from '@rostrum/hls';
import type { HandlersOf, RouteName } from '../http/handler.ts';
import { BrieflyKept } from '../media/briefly-kept.ts';
import { statementWords } from '../views/words.ts';
import type { HandlerDeps } from './handler-deps.ts';

type WordsRoute = Extract<RouteName, `${string}/words`>;

/** At a screening everybody asks at the same time. */
const KEPT_MS = 1_000;

/** What is read beside a statement while it plays. */
export function wordsHandlers({ parts, screenings, stopping }: HandlerDeps): HandlersOf<WordsRoute> {
  const kept = new BrieflyKept<StatementWords>({ keepMs: KEPT_MS, most: 200 });
  // What was taken back is held nowhere.
  const unsubscribe = parts.events.subscribe(({ what }) => {
    if (what === 'programme' || what === 'statement' || what === 'captions' || what === 'written')
      kept.forget();
  });
  stopping.addEventListener('abort', unsubscribe, { once: true });
  const words = async (actor: Actor | null, { id, statementId }: { id: string; statementId: string }) => {
    const screening = await screenings.ofReview(id);
    const asked = { actor, reviewId: id, statementId, screening, aheadMs: WINDOW_AHEAD_MS };
    return statementWords(await statementWordsOf(parts, asked, (key, load) => kept.get(key, load)));
  };
  return {
    'GET /api/v1/watch/reviews/{id}/statements/{statementId}/words': ({ params }, { actor }) =>
      words(actor, params),
    'GET /api/v1/public/reviews/{id}/statements/{statementId}/words': ({ params }) => words(null, params),
  };
}
