import { chooseLanguageHere } from '../kit/i18n/choose-language.ts';
import { api, type Statement } from './api.ts';
import { watchExit } from './exit/leave.ts';
import { isGoneBackTo } from './exit/left-mark.ts';
import { takeToken } from './link/read-token.ts';
import { placeOf, setPlace } from './place.ts';
import { firstWords, languages } from './words/files.ts';

/**
 * Runs as soon as it is here, while the large scripts are still on their way: on a slow line each answer that is
 * waited for in turn costs most of a second. It carries nothing but what asking needs.
 */
type Opening = Awaited<ReturnType<typeof open>>;
const open = async (token: string) => {
  // The mails follow the page, unless somebody chose their language before.
  const language = chooseLanguageHere(languages);
  const answer = await api('POST /api/v1/links/open', { body: { token, language } });
  if (answer.outcome === 'open') setPlace(answer.place);
  return answer;
};
const ask = async () => placed(await api('GET /api/v1/speaker/statement'));

function placed(statement: Statement): Statement {
  setPlace(statement.invitationId);
  return statement;
}

/** This tab was left in a hurry: it goes on to where it was left for, and shows nothing. */
export const gone = isGoneBackTo();
const language = chooseLanguageHere(languages);
watchExit(language);
firstWords(language).catch(() => undefined);

export const token = takeToken(location, history);
let opening: Promise<Opening> | null = token === null ? null : open(token);
let statement: Promise<Statement> | null =
  opening === null ? headRead().then(() => inPage() ?? ask()) : opening.then(afterOpening, forgetStatement);
statement.catch(() => undefined);

function afterOpening(answer: Opening): Promise<Statement> {
  return answer.outcome === 'open' && answer.purpose === 'speaker' ? ask() : forgetStatement();
}

function forgetStatement(): Promise<never> {
  statement = null;
  return Promise.reject(new Error('no statement is open'));
}

/** This may run before the page is here: what comes with its head may be half of it so far. */
async function headRead() {
  return document.body ?? new Promise((read) => document.addEventListener('readystatechange', read));
}

/** Where this browser had opened the link before, the statement came with the page. */
function inPage(): Promise<Statement> | null {
  const element = document.getElementById('statement');
  const text = element?.textContent;
  // Nothing of it stays in a page that is closed later.
  element?.remove();
  const found: Statement | null = text ? JSON.parse(text) : null;
  // Another window may have opened another link since: then that one's came.
  const own = found !== null && [null, found.invitationId].includes(placeOf());
  return own ? Promise.resolve(placed(found)) : null;
}

/** The answer to opening the link, which was asked for early; to the first who asks. */
export function openingOf(wanted: string): Promise<Opening> {
  const early = wanted === token ? opening : null;
  opening = null;
  return early ?? open(wanted);
}

export function askStatement(): Promise<Statement> {
  const early = statement;
  statement = null;
  return early ?? ask();
}
