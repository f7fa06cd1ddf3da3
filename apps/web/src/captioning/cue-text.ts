/**
 * What a cue holds is WebVTT's text: `<b> <i> <u>`, and `&amp; &lt; &gt;`. Whoever writes sees those three tags, and
 * every other sign as itself.
 */
export function writtenText(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };
  return text.replace(/&(?:amp|lt|gt);/g, (sign) => signs[sign] ?? sign);
}

export function cueText(written: string): string {
  return written
    .split(/(<\/?[biu]>)/)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(/[&<>]/g, (sign) => (sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;')),
    )
    .join('');
}
