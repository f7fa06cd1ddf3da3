import { useEffect, useRef } from 'react';
import type { Statement } from '../api.ts';

/** A timer holds no more than 24 days. */
const LONGEST_MS = 2 ** 31 - 2_000;
/** The server's clock is read in whole seconds by nobody, and asked once the instant is over. */
const AFTER_MS = 1_000;

/** A deadline that passes by itself is told by nobody: the statement is asked for again then. */
export function useDeadline(
  { deadline: { at }, serverNow }: Pick<Statement, 'deadline' | 'serverNow'>,
  refetch: () => Promise<void>,
): void {
  const passed = useRef(refetch);
  passed.current = refetch;
  useEffect(() => {
    if (at === null) return;
    // By the server's clock: the device's may be wrong.
    const leftMs = Date.parse(at) - Date.parse(serverNow);
    if (leftMs < 0 || leftMs > LONGEST_MS) return;
    const timer = setTimeout(() => void passed.current(), leftMs + AFTER_MS);
    return () => clearTimeout(timer);
  }, [at, serverNow]);
}
