import { describe, expect, test } from 'vitest';
import { type CaptionWish, captionsShown, whenAfter } from './caption-rule.ts';
import { AT_FIRST, viewingFrom } from './viewing.ts';

const wish = (over: Partial<CaptionWish> = {}): CaptionWish => ({
  captions: 'muted',
  language: null,
  page: 'fr',
  silent: true,
  ...over,
});

describe('which captions are shown', () => {
  test('those of the page’s language come first, then its kin, then whatever there is', () => {
    expect(captionsShown(['en', 'fr', 'ar'], wish())).toBe(1);
    expect(captionsShown(['en', 'fr-CA'], wish())).toBe(1);
    expect(captionsShown(['en', 'ar'], wish())).toBe(0);
    expect(captionsShown(['ar', 'en-GB'], wish())).toBe(1);
    expect(captionsShown(['ar', 'ru'], wish())).toBe(0);
    expect(captionsShown([], wish())).toBe(-1);
  });

  test('with the sound on only who wants them always has them; who wants none never', () => {
    expect(captionsShown(['fr'], wish({ silent: false }))).toBe(-1);
    expect(captionsShown(['fr'], wish({ silent: false, captions: 'always' }))).toBe(0);
    expect(captionsShown(['fr'], wish({ captions: 'never' }))).toBe(-1);
  });

  test('a language chosen by hand holds on pages of the language in which it was chosen', () => {
    const language = { captions: 'ar', page: 'fr' };
    expect(captionsShown(['fr', 'ar'], wish({ language }))).toBe(1);
    expect(captionsShown(['fr', 'en', 'ar'], wish({ language, page: 'en' }))).toBe(1);
    expect(captionsShown(['fr', 'en'], wish({ language }))).toBe(0);
  });

  test('turning them on or off says what is wanted from then on', () => {
    expect(whenAfter({ captions: 'muted', silent: false }, true)).toBe('always');
    expect(whenAfter({ captions: 'always', silent: false }, false)).toBe('muted');
    expect(whenAfter({ captions: 'muted', silent: true }, false)).toBe('never');
    expect(whenAfter({ captions: 'never', silent: true }, true)).toBe('muted');
    // Another language is chosen, and nothing else.
    expect(whenAfter({ captions: 'always', silent: true }, true)).toBe('always');
  });
});

describe('what the device kept', () => {
  test('is taken as far as it is understood', () => {
    expect(viewingFrom(null)).toEqual(AT_FIRST);
    expect(viewingFrom('nonsense')).toEqual(AT_FIRST);
    expect(viewingFrom('[]')).toEqual(AT_FIRST);
    expect(
      viewingFrom('{"size":"huge","colour":"yellow","soundOnly":1,"language":{"captions":"ar"}}'),
    ).toEqual({
      ...AT_FIRST,
      colour: 'yellow',
    });
    const kept = { ...AT_FIRST, captions: 'never', saveData: true, language: { captions: 'ar', page: 'en' } };
    expect(viewingFrom(JSON.stringify(kept))).toEqual(kept);
  });
});
