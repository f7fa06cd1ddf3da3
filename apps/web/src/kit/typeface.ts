const KEY = 'rostrum.typeface';
/** A picture that has not come by then is not what the line is kept free for. */
const WAITS_AT_MOST_MS = 4_000;

/**
 * On a first visit what is played goes before what it is written in: until the first picture is there the page is
 * set in a typeface that the device has, and so the typeface's 30 to 200 KB do not come out of the picture's. A
 * device that has it already shows it at once.
 *
 * @param shown settles once it is known whether anything will be played
 */
export function typefaceAfterPicture(shown: Promise<boolean>): void {
  if (isKept()) return;
  const { dataset } = document.documentElement;
  dataset.typeface = 'later';
  const show = () => {
    clearTimeout(timer);
    document.removeEventListener('loadeddata', show, true);
    delete dataset.typeface;
    document.fonts.ready.then(keep).catch(() => undefined);
  };
  const timer = setTimeout(show, WAITS_AT_MOST_MS);
  // It does not bubble.
  document.addEventListener('loadeddata', show, true);
  shown.then((played) => played || show()).catch(show);
}

function isKept(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

function keep(): void {
  try {
    localStorage.setItem(KEY, 'here');
  } catch {
    // Each visit is a first one, then.
  }
}
