/** A sheet takes what begins like this for a formula, in whatever width it is written. */
const FORMULA = /^\s*[=+\-@|＝＋－＠]|^[\t\r\n]/u;

/** By an apostrophe, which sheets show as text and people can see. */
export const neutralised = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
