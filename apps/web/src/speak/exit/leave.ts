import { closesDevice } from './closes-device.ts';
import { markLeft } from './left-mark.ts';

/**
 * The way out of this page, for whoever must not be seen with it: the button that stands in the HTML, or Escape
 * pressed twice within a second and nothing between. What is on the screen goes at once, before anything is fetched;
 * the neutral page takes this one's place in the history, so that Back does not lead here. Nothing on the server
 * ends, unless the speaker said on this device that its way in is to end too. Before this script is here, or without
 * any, the button is a plain link to the same page.
 */
const TWICE_WITHIN_MS = 1_000;

/** Title and button say nothing of what the page is for; a tab and a task switcher show the title. */
const SAID: Readonly<Record<string, readonly [title: string, button: string]>> = {
  en: ['Your page', 'Leave this page'],
  fr: ['Votre page', 'Quitter cette page'],
  es: ['Su página', 'Salir de esta página'],
  ar: ['صفحتك', 'مغادرة هذه الصفحة'],
};

const button = () => document.querySelector<HTMLAnchorElement>('#exit a');
let leaving = false;
let escapedAtMs = Number.NEGATIVE_INFINITY;

/** In the language of the page, whichever that becomes. */
function say(language: string): void {
  const [title, leave] = SAID[language] ?? SAID.en ?? [];
  if (title === undefined || leave === undefined || leaving) return;
  document.title = title;
  const link = button();
  if (link !== null) link.textContent = leave;
}

function leave(): void {
  const href = button()?.href;
  if (leaving || href === undefined) return;
  leaving = true;
  if (closesDevice()) {
    const end = { method: 'POST', headers: { 'x-rostrum': '1' }, keepalive: true };
    fetch('/api/v1/links/leave', end).catch(() => undefined);
  }
  markLeft(href);
  // In place of an empty title the tab would show the address.
  document.title = '\u200b';
  document.body.replaceChildren();
  location.replace(href);
}

export function watchExit(language: string): void {
  document.addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element) || event.target.closest('#exit a') === null) return;
      event.preventDefault();
      leave();
    },
    true,
  );
  window.addEventListener(
    'keydown',
    ({ key, repeat, timeStamp }) => {
      if (repeat) return;
      const escaped = key === 'Escape';
      if (escaped && timeStamp - escapedAtMs < TWICE_WITHIN_MS) leave();
      // Who wrote in between left two things, one after the other.
      escapedAtMs = escaped ? timeStamp : Number.NEGATIVE_INFINITY;
    },
    true,
  );
  // No question whether to go: it is registered before whoever asks one for the sake of an upload.
  window.addEventListener('beforeunload', (event) => leaving && event.stopImmediatePropagation(), true);
  const root = document.documentElement;
  new MutationObserver(() => say(root.lang)).observe(root, { attributeFilter: ['lang'] });
  say(language);
  document.addEventListener('DOMContentLoaded', () => say(root.lang === 'en' ? language : root.lang));
}
