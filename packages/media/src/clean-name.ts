const MOST_CHARACTERS = 300;
/** More marks on one letter than any script needs: they only grow out of the line. */
const TOO_MANY_MARKS = /(\p{M}{8})\p{M}+/gu;
/** What steers or hides text. The two joiners are letters' business: Persian and Nepali are spelt with them. */
const UNSHOWN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu;

/** A name as one line of text: no control, no direction of its own, no blank but the ordinary one. */
export function cleanName(text: string): string {
  const cleaned = text
    .normalize('NFC')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(UNSHOWN, '')
    .replace(TOO_MANY_MARKS, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  return [...cleaned].slice(0, MOST_CHARACTERS).join('');
}
