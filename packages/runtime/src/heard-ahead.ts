import { type FirstHearing, hearTake } from '@rostrum/media';

/** A hearing of seven minutes is five megabytes, and the one that is asked for is nearly always the last. */
const KEPT = 4;

/** Hearings that were begun before anybody needed them, by name. Each is given away once. */
export function heardAhead() {
  const begun = new Map<string, Promise<FirstHearing | null>>();
  return {
    /** Resolves when it has ended, however it did. */
    async begin(name: string, take: Parameters<typeof hearTake>[0]): Promise<void> {
      const hearing = hearTake(take).catch(() => null);
      begun.delete(name);
      begun.set(name, hearing);
      for (const oldest of [...begun.keys()].slice(0, -KEPT)) begun.delete(oldest);
      await hearing;
    },
    take(name: string | undefined): Promise<FirstHearing | null> | undefined {
      if (name === undefined) return undefined;
      const hearing = begun.get(name);
      begun.delete(name);
      return hearing;
    },
  };
}
