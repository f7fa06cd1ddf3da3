/**
 * Tells when something changed: by server-sent events, and by asking at intervals where a proxy on the way
 * holds the stream back or the connection dies unheard. `onChange` carries no data: the page asks again for
 * what it shows. It is also called after every (re)connection, since nothing is replayed.
 */
export interface FollowOptions {
  /** No event within this time of connecting: something holds the stream back. */
  readonly silenceMs?: number;
  /** How often to ask while the stream says nothing. */
  readonly pollMs?: number;
  /** A stream that has spoken once is asked about no less often than this: heartbeats are comments. */
  readonly restMs?: number;
}

const REOPEN_MS = 5_000;
const EVENTS = ['hello', 'change', 'message'] as const;

export function followChanges(
  url: string,
  onChange: () => void,
  { silenceMs = 20_000, pollMs = 5_000, restMs = 60_000 }: FollowOptions = {},
): () => void {
  let stopped = false;
  let source: EventSource | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let reopen: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    if (!stopped && !document.hidden) onChange();
  };
  const askEvery = (ms: number) => {
    clearInterval(poll);
    poll = setInterval(ask, ms);
  };
  const heard = () => {
    clearTimeout(silence);
    askEvery(restMs);
    if (!stopped) onChange();
  };

  function open(): void {
    if (stopped) return;
    clearTimeout(silence);
    silence = setTimeout(() => askEvery(pollMs), silenceMs);
    source = new EventSource(url);
    for (const name of EVENTS) source.addEventListener(name, heard);
    source.addEventListener('error', () => {
      if (stopped) return;
      askEvery(pollMs);
      // The browser comes back by itself after a break, but not after an answer that is no stream.
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(reopen);
      reopen = setTimeout(open, REOPEN_MS);
    });
  }

  // What happened while nobody looked, or while there was no network.
  const onReturn = () => ask();
  document.addEventListener('visibilitychange', onReturn);
  window.addEventListener('online', onReturn);
  open();

  return () => {
    stopped = true;
    source?.close();
    clearInterval(poll);
    clearTimeout(silence);
    clearTimeout(reopen);
    document.removeEventListener('visibilitychange', onReturn);
    window.removeEventListener('online', onReturn);
  };
}
