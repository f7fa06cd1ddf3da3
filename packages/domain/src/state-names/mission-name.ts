import type { SpeakerLanguage } from '../languages.ts';

const VOWEL = /^[aeiouyhâàéèêëîïôûæœ]/i;

/** States that are not members of the United Nations, and observe it by a mission that is called so. */
const OBSERVERS: ReadonlySet<string> = new Set(['PSE', 'VAT']);

/** Those of no State, whole: the code is the one that ICAO Doc 9303 gives to the documents of the Union. */
const DELEGATIONS: Readonly<Record<string, Readonly<Record<SpeakerLanguage, string>>>> = {
  EUE: {
    en: 'Delegation of the European Union',
    fr: 'Délégation de l’Union européenne',
    es: 'Delegación de la Unión Europea',
    ar: 'وفد الاتحاد الأوروبي',
  },
};

export const DELEGATION_CODES: readonly string[] = Object.keys(DELEGATIONS);

/** Null for the code of a State, or of nothing. */
export function delegationName(code: string, language: SpeakerLanguage): string | null {
  return Object.hasOwn(DELEGATIONS, code) ? (DELEGATIONS[code]?.[language] ?? null) : null;
}

/** @param article of the State's name, as the UN gives it; null for a name without one */
export function missionNameWith(
  language: 'en' | 'fr',
  { code, name, article }: { code: string; name: string; article: string | null },
): string {
  const observer = OBSERVERS.has(code);
  if (language === 'en') {
    const mission = observer ? 'Permanent Observer Mission' : 'Permanent Mission';
    return `${mission} of ${article === null ? '' : `${article} `}${name}`;
  }
  const mission = observer ? 'Mission permanente d’observation' : 'Mission permanente';
  switch (article) {
    case 'le':
      return `${mission} du ${name}`;
    case 'les':
      return `${mission} des ${name}`;
    case 'la':
      return `${mission} de la ${name}`;
    case 'l’':
      return `${mission} de l’${name}`;
    default:
      return `${mission} ${VOWEL.test(name) ? 'd’' : 'de '}${name}`;
  }
}

const BESIDE = {
  es: { mission: 'Misión Permanente', observer: 'Misión Permanente de Observación' },
  ar: { mission: 'البعثة الدائمة', observer: 'بعثة المراقبة الدائمة' },
} as const;

/** In languages whose articles of States are not at hand: the State's name stands beside the mission's. */
export function missionNameBeside(
  language: 'es' | 'ar',
  { code, name }: { code: string; name: string },
): string {
  const words = BESIDE[language];
  return `${OBSERVERS.has(code) ? words.observer : words.mission} (${name})`;
}
