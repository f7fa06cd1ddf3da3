import { noticeSleep } from '../screening/notice-sleep.ts';

export interface PulseOptions<Answer> {
  readonly ask: (signal: AbortSignal) => Promise<Answer>;
  /** Where it is to be more often than every four seconds. */
  readonly everyMs?: () => number;
  readonly onAnswer: (answer: Answer) => void;
  /** Nothing was heard for so long that what is shown may not stand any more. */
  readonly onSilence: () => void;
  /** True when asking again is of no use. */
  readonly onFailure: (error: unknown) => boolean;
}

export const ASK_EVERY_MS = 4_000;
export const ASK_AGAIN_MS = 1_000;
/** A withdrawal must end what is shown within ten seconds, also where the network has gone. */
export const SILENT_AFTER_MS = 9_500;
const GIVE_UP_MS = 9_000;
/** A request has been out this long before silence counts: a computer that slept has asked nobody. */
const FAIR_WAIT_MS = 3_000;

/**
 * Asks which revision stands, every few seconds and without waiting for the answer before: on a slow line an answer
 * may take longer than the time between two questions.
 */
export function followPulse<Answer>(options: PulseOptions<Answer>): () => void {
  const ended = new AbortController();
  /** When the newest question that was answered had been asked. */
  let heardAt = performance.now();
  /** The oldest question since then. */
  let openSince: number | null = null;
  let next: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    ended.abort();
    clearTimeout(next);
    clearTimeout(silence);
    document.removeEventListener('visibilitychange', onReturn);
    window.removeEventListener('online', send);
    endNoticing();
  };
  const schedule = (ms: number) => {
    clearTimeout(next);
    if (!ended.signal.aborted) next = setTimeout(send, ms);
  };
  const listen = (ms: number) => {
    clearTimeout(silence);
    if (!ended.signal.aborted) silence = setTimeout(checkSilence, ms);
  };

  function checkSilence(): void {
    if (openSince !== null && performance.now() - openSince >= FAIR_WAIT_MS) {
      options.onSilence();
      return;
    }
    if (openSince === null) send();
    listen(FAIR_WAIT_MS);
  }

  function send(): void {
    const sentAt = performance.now();
    openSince ??= sentAt;
    schedule(options.everyMs?.() ?? ASK_EVERY_MS);
    const request = new AbortController();
    const giveUp = setTimeout(() => request.abort(), GIVE_UP_MS);
    ended.signal.addEventListener('abort', () => request.abort(), { once: true });
    options
      .ask(request.signal)
      .then(
        (answer) => {
          // An answer overtaken by a later one says how it was before.
          if (ended.signal.aborted || sentAt < heardAt) return;
          heardAt = sentAt;
          openSince = null;
          listen(SILENT_AFTER_MS - (performance.now() - sentAt));
          options.onAnswer(answer);
        },
        (error: unknown) => {
          if (ended.signal.aborted) return;
          if (options.onFailure(error)) stop();
          else schedule(ASK_AGAIN_MS);
        },
      )
      .finally(() => clearTimeout(giveUp));
  }

  function onReturn(): void {
    if (!document.hidden) send();
  }

  // What is out since before a sleep is no silence.
  const endNoticing = noticeSleep(() => {
    openSince = null;
    listen(FAIR_WAIT_MS);
    send();
  });
  document.addEventListener('visibilitychange', onReturn);
  window.addEventListener('online', send);
  listen(SILENT_AFTER_MS);
  schedule(ASK_EVERY_MS);
  return stop;
}
