import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Change, followChanges } from '../live/follow-changes.ts';

/** Changes come in bursts (every percent of a preparation): the first is asked for at once, the rest together. */
const GATHER_MS = 500;

const textOf = (data: unknown, key: string): string | undefined => {
  if (typeof data !== 'object' || data === null || !(key in data)) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(data, key)?.value;
  return typeof value === 'string' ? value : undefined;
};

/** What a change touches, as query keys; everything when it does not say. */
export function touched({ data }: Change): readonly (readonly string[])[] {
  const reviewId = textOf(data, 'reviewId');
  const statementId = textOf(data, 'statementId');
  if (!reviewId && !statementId) return [['board'], ['statement'], ['programme']];
  return [
    ['board'],
    ...(statementId ? [['statement', statementId]] : []),
    ...(reviewId && textOf(data, 'what') !== 'progress' ? [['programme', reviewId]] : []),
  ];
}

function gather(client: QueryClient): { add: (change: Change) => void; stop: () => void } {
  let waiting = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (waiting.size === 0) return;
    const now = waiting;
    waiting = new Map();
    timer = setTimeout(flush, GATHER_MS);
    for (const queryKey of now.values()) void client.invalidateQueries({ queryKey });
  };
  return {
    add: (change) => {
      for (const key of touched(change)) waiting.set(key.join('/'), key);
      if (timer === undefined) flush();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Keeps what is on show true while the page is open. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const { add, stop } = gather(client);
    const end = followChanges('/api/v1/events', add);
    return () => {
      end();
      stop();
    };
  }, [client]);
}
