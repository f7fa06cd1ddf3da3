import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Sender, SendRequest, SendState } from './send-state.ts';

/** What sends lies in a file of its own: who only looks does not fetch it. */
const load = () => import('./sender.ts');

const none = () => () => undefined;

export interface Sending {
  readonly file: File | null;
  readonly state: SendState | null;
  readonly sender: Sender | null;
  readonly begin: (request: SendRequest) => Promise<void>;
  readonly clear: () => void;
}

export function useSender(): Sending {
  const [running, setRunning] = useState<{ sender: Sender; file: File } | null>(null);
  const sender = running?.sender ?? null;
  const state = useSyncExternalStore(sender?.subscribe ?? none, () => sender?.state() ?? null);
  const latest = useRef(sender);
  latest.current = sender;

  const clear = useCallback(() => {
    latest.current?.stop();
    setRunning(null);
  }, []);
  const begin = useCallback(async (request: SendRequest) => {
    const { createSender } = await load();
    latest.current?.stop();
    setRunning({ sender: createSender(request), file: request.file });
  }, []);

  // Asked once more before a page goes that is still sending; the browser words it.
  const active = state !== null && state.step !== 'sent' && state.step !== 'stopped';
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [active]);
  useEffect(() => () => latest.current?.stop(), []);

  return { file: running?.file ?? null, state, sender, begin, clear };
}
