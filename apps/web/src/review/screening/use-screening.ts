import type { Output } from '@rostrum/client';
import { type ScreeningPosition, screeningAt } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { clockOf } from '../../live/screening-clock.ts';
import { api } from '../api.ts';

type Answer = Output<'GET /api/v1/reviews/{id}/screening'>;
export type Planned = NonNullable<Answer['screening']>;
export type Shown = Answer['items'][number];
/** With how far the server's clock is ahead of the page's own. */
type Timed = Answer & { readonly offsetMs: number };

const AGAIN_MS = 10_000;
const TICK_MS = 500;

async function timed(ask: () => Promise<Answer>): Promise<Timed> {
  const sentMs = performance.now();
  const answer = await ask();
  return { ...answer, offsetMs: Date.parse(answer.serverNow) - (sentMs + performance.now()) / 2 };
}

const keyOf = (reviewId: string) => ['programme', reviewId, 'screening'] as const;

export function useScreening(reviewId: string) {
  return useQuery({
    queryKey: keyOf(reviewId),
    queryFn: ({ signal }) =>
      timed(() => api('GET /api/v1/reviews/{id}/screening', { params: { id: reviewId } }, { signal })),
    refetchInterval: AGAIN_MS,
  });
}

/** Whatever is done to it answers with how it stands then. */
export function useChange<Asked>(
  reviewId: string,
  ask: (asked: Asked) => Promise<Answer>,
  onDone: () => void = () => undefined,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: Asked) => timed(() => ask(asked)),
    onSuccess: async (answer) => {
      await client.cancelQueries({ queryKey: keyOf(reviewId) });
      client.setQueryData(keyOf(reviewId), answer);
      onDone();
    },
    onError: () => void client.invalidateQueries({ queryKey: keyOf(reviewId) }),
  });
}

export interface Now {
  readonly position: ScreeningPosition;
  /** Milliseconds until what was asked for last takes effect; 0 where nothing is ahead. */
  readonly pendingMs: number;
}

/** Where everybody is, told twice a second. */
export function useNow(screening: Planned, offsetMs: number): Now {
  const [, tell] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tell((n) => n + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const nowMs = performance.now() + offsetMs;
  const clock = clockOf(screening);
  const pendingMs = Math.max(0, ...clock.overrides.map(({ atMs }) => atMs - nowMs));
  return { position: screeningAt(clock, nowMs), pendingMs };
}
