/** Two clocks of this machine at one moment. What the second says is never believed, only how far it went. */
export interface Moment {
  readonly steadyMs: number;
  readonly wallMs: number;
}

const LOOK_EVERY_MS = 250;
/** A timer that comes so much too late says that the page, or the computer, slept. */
const SLEPT_MS = 2_000;
/** Browsers let the timers of a page that nobody sees run once a minute. */
const SLEPT_UNSEEN_MS = 90_000;

/** Some machines stop the steady clock while they sleep, so that only the other one tells. */
export function slept(before: Moment, now: Moment, hidden: boolean): boolean {
  const steady = now.steadyMs - before.steadyMs;
  const wall = now.wallMs - before.wallMs;
  return steady > (hidden ? SLEPT_UNSEEN_MS : SLEPT_MS) || wall - steady > SLEPT_MS;
}

type Told = (wokeMs: number) => void;
const told = new Set<Told>();
let watched: { readonly look: () => void; readonly end: () => void } | undefined;

/** For whoever is about to show something: no picture from before a sleep passes for one from after it. */
export const lookForSleep = (): void => watched?.look();

/**
 * Tells when the page wakes: all who listen at once, with one and the same instant of the steady clock. What was asked
 * before it says nothing of how things stand after it.
 * @returns ends it
 */
export function noticeSleep(listener: Told): () => void {
  told.add(listener);
  watched ??= watch();
  return () => {
    told.delete(listener);
    if (told.size > 0) return;
    watched?.end();
    watched = undefined;
  };
}

function watch(): NonNullable<typeof watched> {
  const moment = (): Moment => ({ steadyMs: performance.now(), wallMs: Date.now() });
  let last = moment();
  const wake = () => {
    last = moment();
    for (const listener of [...told]) listener(last.steadyMs);
  };
  const look = () => {
    const now = moment();
    if (slept(last, now, document.hidden)) wake();
    else last = now;
  };
  const shown = ({ persisted }: { persisted?: boolean }) => {
    if (persisted) wake();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  document.addEventListener('resume', wake);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', shown);
  return {
    look,
    end: () => {
      clearInterval(timer);
      document.removeEventListener('resume', wake);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pageshow', shown);
    },
  };
}
