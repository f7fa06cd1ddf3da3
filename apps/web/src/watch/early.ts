import { chooseLanguageHere } from '../kit/i18n/choose-language.ts';
import { firstLists, firstPieces } from '../kit/player/first-lists.ts';
import { loadHls } from '../kit/player/load-hls.ts';
import { typefaceAfterPicture } from '../kit/typeface.ts';
import { api, type Programme } from './api.ts';
import { tokenIn } from './link/take-token.ts';
import { type Place, placeOf } from './place.ts';
import { readPosition } from './programme/kept-position.ts';
import { readViewing } from './programme/kept-viewing.ts';
import { addressFor, wayOf } from './programme/variant-address.ts';
import { languages, load } from './words/load.ts';

/**
 * Runs as soon as it is here, while the large scripts are still on their way: on a slow line each answer that is
 * waited for in turn costs a fifth of a second. It carries nothing but what asking needs.
 */
const ignore = () => undefined;
const place = placeOf(location.pathname);
load(chooseLanguageHere(languages)).catch(ignore);

let opened: (answer: Promise<Programme>) => void = ignore;
let early = programmeHere(place);

function programmeHere(place: Place): { reviewId: string; answer: Promise<Programme> } | null {
  if (place.page !== 'review' && place.page !== 'public') return null;
  loadHls().catch(ignore);
  // Before the link in the address is opened, whoever asks is nobody, or somebody else of an earlier visit.
  const byLink = tokenIn(location.hash) !== null;
  const answer = byLink ? null : askProgramme(place.id, place.page === 'public');
  const first =
    answer ??
    new Promise<Programme>((resolve) => {
      opened = resolve;
    });
  typefaceAfterPicture(
    first.then(({ playlistUrl, screening }) => playlistUrl !== null && screening === null),
  );
  if (answer === null) return null;
  // One statement alone has lists of its own, and one among others is begun with.
  if (!place.statementId) answer.then(warmBeginning).catch(ignore);
  return { reviewId: place.id, answer };
}

/** Lists are kept for seconds, pieces for longer: the player finds them in the browser's own keeping. */
async function warmBeginning({ playlistUrl, screening, revision }: Programme): Promise<void> {
  if (playlistUrl === null || screening !== null) return;
  const { at, text } = await fetched(addressFor(playlistUrl, wayOf(readViewing())), location.href);
  const lists = await Promise.all(firstLists(text).map((uri) => fetched(uri, at)));
  if (readPosition(revision.id, revision.lengthMs) > 0) return;
  await Promise.all(lists.flatMap((list) => firstPieces(list.text).map((uri) => fetched(uri, list.at))));
}

async function fetched(uri: string, from: string): Promise<{ at: string; text: string }> {
  const at = new URL(uri, from).href;
  return { at, text: await (await fetch(at)).text() };
}

export function askProgramme(reviewId: string, anybody: boolean): Promise<Programme> {
  const params = { id: reviewId };
  return anybody
    ? api('GET /api/v1/public/reviews/{id}', { params })
    : api('GET /api/v1/watch/reviews/{id}', { params });
}

/**
 * The programme that this page was opened with, to the first who asks; else it is asked for now. That it was refused
 * early says nothing: the network, or whoever this device is, may be another by now.
 */
export function openingProgramme(reviewId: string, anybody: boolean): Promise<Programme> {
  const asked = early?.reviewId === reviewId ? early.answer : null;
  early = null;
  const ask = () => askProgramme(reviewId, anybody);
  const answer = asked?.catch(ask) ?? ask();
  opened(answer);
  return answer;
}

/** A programme will be chosen next: what plays it comes while that is being thought about. */
export function warmPlayer(): void {
  const connection: { saveData?: boolean } | undefined = Reflect.get(navigator, 'connection');
  if (connection?.saveData === true || readViewing().saveData) return;
  loadHls().catch(ignore);
}
