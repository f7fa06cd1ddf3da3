import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { Language } from './i18n/words.tsx';

type Names = Readonly<Record<string, string>>;

const files: Readonly<Record<Language, () => Promise<{ default: Names }>>> = {
  en: () => import('@rostrum/domain/state-names/en.json'),
  fr: () => import('@rostrum/domain/state-names/fr.json'),
  es: () => import('@rostrum/domain/state-names/es.json'),
  ar: () => import('@rostrum/domain/state-names/ar.json'),
};

const loaded = new Map<Language, Names>();
const loading = new Set<Language>();
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function load(language: Language): void {
  if (loaded.has(language) || loading.has(language)) return;
  loading.add(language);
  files[language]().then(
    (file) => {
      loaded.set(language, file.default);
      loading.delete(language);
      for (const listener of listeners) listener();
    },
    // Without them the names stand in English; the next page asks again.
    () => loading.delete(language),
  );
}

/** The UN's official short names by code, once they are here. */
export function useStateNames(language: Language): Names | undefined {
  useEffect(() => load(language), [language]);
  return useSyncExternalStore(subscribe, () => loaded.get(language));
}

export interface NamedState {
  readonly stateCode: string;
  readonly stateName: string;
}

/** A State's name in the page's language; what the server calls it (in English) until that is here. */
export function useStateName(language: Language): (state: NamedState) => string {
  const english = language === 'en';
  const names = useSyncExternalStore(subscribe, () => (english ? undefined : loaded.get(language)));
  useEffect(() => {
    if (!english) load(language);
  }, [language, english]);
  return useCallback(({ stateCode, stateName }) => names?.[stateCode] ?? stateName, [names]);
}
