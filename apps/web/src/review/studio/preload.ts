import { loadHls } from '../../kit/player/load-hls.ts';
import { api, queries } from '../api.ts';
import { placeOf } from '../router.tsx';

/** Whoever only passes over a row opens nothing. */
const RESTS_FOR_MS = 80;

const preloadPlayer = () => {
  // Where it cannot be had now, the player itself asks again and says so.
  void loadHls().catch(() => undefined);
};

function preloadStatement(id: string): void {
  void queries.prefetchQuery({
    queryKey: ['statement', id],
    queryFn: ({ signal }) => api('GET /api/v1/statements/{id}', { params: { id } }, { signal }),
  });
}

const statementAt = (target: EventTarget | null): string | undefined => {
  const link = target instanceof Element ? target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin) return undefined;
  const place = placeOf(link.pathname);
  return place.page === 'statement' ? place.id : undefined;
};

/**
 * What the first picture of a statement waits for is asked for before the page gets there: the player's library at
 * once or when the browser is idle, the statement while one's name is looked up, or while its link is pointed to.
 */
export function preloadStudio(): void {
  const place = placeOf(location.pathname);
  if (place.page === 'statement') {
    preloadPlayer();
    preloadStatement(place.id);
  } else if ('requestIdleCallback' in window) requestIdleCallback(preloadPlayer, { timeout: 3_000 });
  else setTimeout(preloadPlayer, 1_000);

  let timer: ReturnType<typeof setTimeout> | undefined;
  const onPoint = ({ target }: Event) => {
    clearTimeout(timer);
    const id = statementAt(target);
    if (id !== undefined) timer = setTimeout(() => preloadStatement(id), RESTS_FOR_MS);
  };
  document.addEventListener('pointerover', onPoint, { passive: true });
  document.addEventListener('focusin', onPoint);
}
