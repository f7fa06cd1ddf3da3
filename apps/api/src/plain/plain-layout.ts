import { languageLabel, SPEAKER_LANGUAGES, type SpeakerLanguage } from '@rostrum/domain';
import { html, type Markup } from './html.ts';
import type { PlainWords } from './plain-words.ts';

export const PLAIN_PATH = '/speak/plain';
/** What became of the file, and nothing that could be half filled in when the page comes anew. */
export const SENT_PATH = `${PLAIN_PATH}/sent`;
export const LEAVE_PATH = `${PLAIN_PATH}/leave`;
const REFRESH_SECONDS = 5;

/** How a page is shown, whichever it is. */
export interface PlainView {
  words: PlainWords;
  /** The address asks for another language than is kept for this speaker; null where it need not. */
  asked: SpeakerLanguage | null;
  /** The invitation that this page is about: another link may be opened in this browser meanwhile. */
  place: string | null;
  formToken: string;
  exitUrl: string;
}

/** Where to go on to; what the address asked for goes along. */
export function onward({ asked, place }: Pick<PlainView, 'asked' | 'place'>, path = PLAIN_PATH): string {
  return address(path, { lang: asked, place });
}

/** A form with consent tells in which language it was read. */
export function asRead({ words, place }: Pick<PlainView, 'words' | 'place'>, path: string): string {
  return address(path, { lang: words.language, place });
}

function address(
  path: string,
  { lang, place }: { lang: SpeakerLanguage | null; place: string | null },
): string {
  const query = new URLSearchParams();
  if (lang !== null) query.set('lang', lang);
  if (place !== null) query.set('place', place);
  return query.size === 0 ? path : `${path}?${query}`;
}

export const tokenField = ({ formToken }: Pick<PlainView, 'formToken'>): Markup =>
  html`<input type="hidden" name="form" value="${formToken}">`;

/** Only elements and attributes that a telephone of fifteen years ago shows. The title of the window tells nothing. */
export function layOut(
  view: PlainView,
  {
    title,
    body,
    refresh = false,
    languages = languageRow(view),
  }: { title: string; body: Markup; refresh?: boolean; languages?: Markup },
): string {
  const { words } = view;
  const meta = refresh
    ? html`<meta http-equiv="refresh" content="${REFRESH_SECONDS};url=${onward(view, SENT_PATH)}">`
    : null;
  return html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${meta}
<title>${words.say('plain.title')}</title>
<link rel="stylesheet" href="/speak/plain.css">
</head>
<body>
<nav class="exit" aria-label="${words.say('plain.leave')}"><form method="post" action="${onward(view, LEAVE_PATH)}">${tokenField(view)}<button type="submit">${words.say('plain.leave')}</button></form></nav>
<header>Rostrum</header>
${languages}
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`.text;
}

/** A GET changes nothing: once signed in, another language is kept, so it is asked for by a form. */
function languageRow(view: PlainView): Markup {
  return view.place !== null
    ? languageForms(view, `${PLAIN_PATH}/language`, tokenField(view))
    : row(view, (language, label) => {
        return html`<a href="${address(PLAIN_PATH, { lang: language, place: null })}" lang="${language}">${label}</a>`;
      });
}

/** A form a language, where the page is an answer that no link leads back to. */
export function languageForms(view: PlainView, path: string, fields: Markup): Markup {
  return row(
    view,
    (language, label) =>
      html`<form method="post" action="${address(path, { lang: language, place: view.place })}">${fields}<button type="submit" lang="${language}">${label}</button></form>`,
  );
}

function row({ words }: PlainView, another: (language: SpeakerLanguage, label: string) => Markup): Markup {
  const entries = SPEAKER_LANGUAGES.map((language) => {
    const label = languageLabel(language);
    return language === words.language
      ? html`<b aria-current="true">${label}</b>\n`
      : html`${another(language, label)}\n`;
  });
  return html`<nav class="languages" aria-label="${words.say('plain.language')}">
${entries}</nav>`;
}

/**
 * Between here and the other site: nothing is on the screen while that one is fetched. A page that comes anew at once
 * takes the place of this one in the history; a redirect would be one of the form, which may lead to our own pages
 * alone.
 */
export function leavingPage({ words, exitUrl }: PlainView): string {
  return html`<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0;url=${exitUrl}">
<title>\u200b</title>
</head>
<body><p><a href="${exitUrl}" rel="noreferrer">${words.say('plain.leave')}</a></p></body>
</html>
`.text;
}
