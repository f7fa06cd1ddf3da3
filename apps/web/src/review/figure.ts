/** Intl writes what is below nought with a hyphen. */
export const withMinus = (figure: string): string => figure.replace(/^-(?=\d)/, '\u2212');
