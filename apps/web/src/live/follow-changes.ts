export interface Change {
  /** What the server said changed, unread; undefined when something may have changed meanwhile. */
  readonly data: unknown;
}

export interface FollowOptions {
  /** Longer without a word: something holds the stream back, or the connection died unheard. */
  readonly silenceMs?: number;
  /** How often to ask while the stream says nothing. */
  readonly pollMs?: number;
}

/** `hello` comes at once; `heartbeat` every 15 s. */
const names = ['hello', 'heartbeat', 'change'] as const;

/**
 * Calls `onChange` whenever the server says that something changed, and without data after every (re)connection,
 * since nothing is replayed: the page then asks again for what it shows. Where a proxy on the way holds the stream
 * back it polls until the stream speaks. Returns the function that ends it.
 */
export function followChanges(
  url: string,
  onChange: (change: Change) => void,
  { silenceMs = 20_000, pollMs = 5_000 }: FollowOptions = {},
): () => void {
  let stopped = false;
  let source: EventSource | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;
  let reopen: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    if (!stopped && document.visibilityState === 'visible') onChange({ data: undefined });
  };

  function startPolling(): void {
    poll ??= setInterval(ask, pollMs);
  }

  function hear(event: MessageEvent): void {
    if (stopped) return;
    clearTimeout(silence);
    silence = setTimeout(startPolling, silenceMs);
    const missed = event.type === 'hello' || poll !== undefined;
    clearInterval(poll);
    poll = undefined;
    if (event.type === 'change') onChange({ data: read(event.data) });
    else if (missed) onChange({ data: undefined });
  }

  function open(): void {
    if (stopped) return;
    source = new EventSource(url);
    for (const name of names) source.addEventListener(name, hear);
    source.addEventListener('error', () => {
      if (stopped) return;
      startPolling();
      // The browser comes back by itself after a break, but not after an answer that is no stream.
      if (source?.readyState !== EventSource.CLOSED) return;
      clearTimeout(reopen);
      reopen = setTimeout(open, pollMs);
    });
  }

  silence = setTimeout(startPolling, silenceMs);
  open();
  // What happened while nobody looked, or while there was no network.
  document.addEventListener('visibilitychange', ask);
  window.addEventListener('online', ask);
  return () => {
    stopped = true;
    source?.close();
    clearTimeout(silence);
    clearTimeout(reopen);
    clearInterval(poll);
    document.removeEventListener('visibilitychange', ask);
    window.removeEventListener('online', ask);
  };
}

function read(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
