export interface AddressLine {
  readonly state: string;
  readonly email: string;
}

const SEPARATOR = /\t|;|,(?=\s*(?:\S+@\S+)?\s*$)/;

/**
 * One mission a line: its State, then a tab, a semicolon or a comma, then the address. A State's own name may have a
 * comma; the last one before an address counts. Empty lines are left out.
 * @returns the lines and, of each, its number as it was typed
 */
export function addressLines(text: string): { lines: AddressLine[]; numbers: number[] } {
  const lines: AddressLine[] = [];
  const numbers: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const at = SEPARATOR.exec(line);
    const state = (at ? line.slice(0, at.index) : line).trim();
    const email = at ? line.slice(at.index + 1).trim() : '';
    lines.push({ state: unquoted(state), email: unquoted(email) });
    numbers.push(index + 1);
  }
  return { lines, numbers };
}

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1').trim();
