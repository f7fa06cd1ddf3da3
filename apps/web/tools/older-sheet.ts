type Longhands = readonly [name: string, value: string][];

/** Older, and the same. */
const ANYWHERE: Longhands = [['word-break', 'break-word']];
const DECLARATION =
  /([;{])((?:padding|margin|inset|border)-(?:inline|block)|inset|appearance|overflow-wrap):([^;}]*)/g;
const RULE = /([^{};]+)\{([^{}]*)\}/g;

/**
 * A packed style sheet in words that Safari 14.0 knows: the shorthands of two and of four sides, and gaps between what
 * is not on a grid, came with 14.1, `appearance` without its prefix and words broken anywhere with 15.4. It is done
 * after packing, which writes shorthands and drops prefixes.
 */
export function olderSheet(css: string): string {
  return css
    .replace(RULE, withMargins)
    .replace(DECLARATION, (_all, before: string, name: string, written: string) => {
      const important = written.endsWith('!important') ? '!important' : '';
      const value = written.slice(0, written.length - important.length).trim();
      const declarations = longhands(name, value).map(([own, side]) => `${own}:${side}${important}`);
      return before + declarations.join(';');
    });
}

/** Whoever has no `inset` has no gaps in a row of boxes either: there, each of them keeps its distance. */
function withMargins(rule: string, selector: string, body: string): string {
  const [, gap] = /(?:^|;)((?:column-)?gap:[^;]*)/.exec(body) ?? [];
  if (gap === undefined || !/(?:^|;)display:(?:inline-)?flex/.test(body)) return rule;
  const [name = '', value = ''] = gap.split(':');
  const [row = '', column = row] = parts(value);
  const down = /(?:^|;)flex-(?:direction|flow):column/.test(body);
  const wraps = name === 'gap' && /(?:^|;)flex-(?:wrap|flow):[^;]*wrap(?:;|$)/.test(body);
  const margins = [
    ...(wraps || (down && name === 'gap') ? [`margin-block-end:${row}`] : []),
    ...(down ? [] : [`margin-inline-end:${column}`]),
  ];
  const boxes = list(selector).map((one) => `${one}>*`);
  return `${rule}@supports not (inset:0){${boxes.join(',')}{${margins.join(';')}}}`;
}

function longhands(name: string, value: string): Longhands {
  if (name === 'appearance') return [`-webkit-${name}`, name].map((one) => [one, value]);
  if (name === 'overflow-wrap') return [...(value === 'anywhere' ? ANYWHERE : []), [name, value]];
  if (name === 'inset') {
    const [top = '', right = top, bottom = top, left = right] = parts(value);
    return Object.entries({ top, right, bottom, left });
  }
  // A border's values belong together; of the others each side has its own.
  const [start = '', end = start] = name.startsWith('border') ? [value] : parts(value);
  return [
    [`${name}-start`, start],
    [`${name}-end`, end],
  ];
}

/** At the spaces that stand in no function. */
const parts = (value: string): string[] => split(value, ' ').filter((part) => part !== '');

/** At its commas; those of `:is()` and of a value are not its own. */
const list = (selector: string): string[] => split(selector, ',').map((one) => one.trim());

function split(value: string, at: string): string[] {
  const found = [''];
  let depth = 0;
  for (const letter of value) {
    if (letter === '(' || letter === '[') depth += 1;
    if (letter === ')' || letter === ']') depth -= 1;
    if (letter === at && depth === 0) found.push('');
    else found.push((found.pop() ?? '') + letter);
  }
  return found;
}
