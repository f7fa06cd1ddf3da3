import type { Programme } from '../api.ts';

/** One statement of a programme as if it were all of it, on its own timeline: without the card before it. */
export function aloneOf(programme: Programme, statementId: string): Programme {
  const { revision, alone } = programme;
  const item = revision.items.find((one) => one.statementId === statementId);
  const own = alone.find((one) => one.statementId === statementId);
  const lengthMs = own === undefined || item === undefined ? 0 : item.lengthMs - item.cardMs;
  return {
    ...programme,
    playlistUrl: own?.playlistUrl ?? null,
    revision: {
      ...revision,
      lengthMs,
      items: item === undefined ? [] : [{ ...item, startMs: 0, lengthMs, cardMs: 0 }],
    },
  };
}
