type Longhands = readonly [name: string, value: string][];

const DECLARATION = /([;{])((?:padding|margin|inset|border)-(?:inline|block)|inset|appearance):([^;}]*)/g;

/**
 * A packed style sheet in words that Safari 14.0 knows: the shorthands of two and of four sides came with 14.1,
 * `appearance` without its prefix with 15.4. It is done after packing, which writes shorthands and drops prefixes.
 */
export function olderSheet(css: string): string {
  return css.replace(DECLARATION, (_all, before: string, name: string, written: string) => {
    const important = written.endsWith('!important') ? '!important' : '';
    const value = written.slice(0, written.length - important.length).trim();
    const declarations = longhands(name, value).map(([own, side]) => `${own}:${side}${important}`);
    return before + declarations.join(';');
  });
}

function longhands(name: string, value: string): Longhands {
  if (name === 'appearance') return [`-webkit-${name}`, name].map((one) => [one, value]);
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
function parts(value: string): string[] {
  const found = [''];
  let depth = 0;
  for (const letter of value) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === ' ' && depth === 0) found.push('');
    else found.push((found.pop() ?? '') + letter);
  }
  return found.filter((part) => part !== '');
}
