import type { Language } from './words.tsx';

/**
 * The language to speak: the one asked for (`?lang=`), the one chosen here before, the first the browser
 * names that we have, or the first we have.
 */
export function chooseLanguage(
  have: readonly [Language, ...Language[]],
  wishes: {
    readonly asked?: string | null;
    readonly kept?: string | null;
    readonly browser: readonly string[];
  },
): Language {
  for (const wish of [wishes.asked, wishes.kept, ...wishes.browser]) {
    const base = wish?.toLowerCase().split('-')[0];
    const found = have.find((language) => language === base);
    if (found) return found;
  }
  return have[0];
}

const storageKey = 'rostrum.language';

export function chooseLanguageHere(have: readonly [Language, ...Language[]]): Language {
  return chooseLanguage(have, {
    asked: new URLSearchParams(location.search).get('lang'),
    kept: readKept(),
    browser: navigator.languages ?? [],
  });
}

export function keepLanguage(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // A browser may forbid storage (private windows, blocked cookies): the choice then lasts for this page.
  }
}

function readKept(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}
