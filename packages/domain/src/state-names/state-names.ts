import { z } from 'zod';
import type { SpeakerLanguage } from '../languages.ts';
import ar from './ar.json' with { type: 'json' };
import articles from './articles.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import { DELEGATION_CODES, delegationName, missionNameBeside, missionNameWith } from './mission-name.ts';

/** A State as a row keeps it: the name counts where the code is of no State that the UN names. */
export interface NamedState {
  readonly stateCode: string;
  readonly stateName: string;
}

const NAMES: Readonly<Record<SpeakerLanguage, Readonly<Record<string, string>>>> = { en, fr, es, ar };
const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;

/** ISO 3166-1 alpha-3, of the members and observers of the United Nations, in alphabetical order. */
export const STATE_CODES: readonly string[] = Object.keys(en);

/** The UN's official short name, without article. Null for a code that it has no State for. */
export function officialStateName(code: string, language: SpeakerLanguage): string | null {
  return Object.hasOwn(en, code) ? (NAMES[language][code] ?? null) : null;
}

export function stateNameIn({ stateCode, stateName }: NamedState, language: string): string {
  return officialStateName(stateCode, LANGUAGES.find((one) => one === language) ?? 'en') ?? stateName;
}

export const StateNames = z.object({ en: z.string(), fr: z.string(), es: z.string(), ar: z.string() });
export type StateNames = z.infer<typeof StateNames>;

/** In the four languages that speakers read. */
export function stateNamesOf(state: NamedState): StateNames {
  return {
    en: stateNameIn(state, 'en'),
    fr: stateNameIn(state, 'fr'),
    es: stateNameIn(state, 'es'),
    ar: stateNameIn(state, 'ar'),
  };
}

/** Who has a mission in Geneva: the 193 members of the United Nations, and the observers, the European Union with them. */
export const MISSION_CODES: readonly string[] = [...STATE_CODES, ...DELEGATION_CODES];

/** "Permanent Mission of the Sudan". Null for a code that nobody has a mission by. */
export function officialMissionName(code: string, language: SpeakerLanguage): string | null {
  const name = officialStateName(code, language);
  if (name === null) return delegationName(code, language);
  if (language === 'es' || language === 'ar') return missionNameBeside(language, { code, name });
  const of: Readonly<Record<string, string>> = articles[language];
  return missionNameWith(language, { code, name, article: of[code] ?? null });
}

/** In the four languages that are read here; as it is kept where its code is nobody's. */
export function missionNamesOf({ stateCode, name }: { stateCode: string; name: string }): StateNames {
  const of = (language: SpeakerLanguage) => officialMissionName(stateCode, language) ?? name;
  return { en: of('en'), fr: of('fr'), es: of('es'), ar: of('ar') };
}

/** What people type for a State, made comparable: no marks, cases, articles or punctuation. */
function comparable(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ı/g, 'i')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const ARTICLE = /^(?:the|le|la|les|l|el|los|las) (?=\S)/;
const BRACKETED = /^(.*\S)\s*\(([^)]*)\)\s*$/;

/** The name itself, turned round where it has brackets ("Federated States of Micronesia"), and without them. */
function waysToWrite(name: string): string[] {
  const match = BRACKETED.exec(name);
  if (match === null) return [name];
  const [, before = '', inside = ''] = match;
  return [name, `${inside} ${before}`, before];
}

let byName: Map<string, string> | undefined;

function index(): Map<string, string> {
  if (byName === undefined) {
    byName = new Map();
    for (const language of LANGUAGES) {
      for (const [code, name] of Object.entries(NAMES[language])) {
        for (const way of waysToWrite(name)) byName.set(comparable(way), code);
      }
    }
  }
  return byName;
}

/** The code of a State that is written by its code or by any of its four names; null for anything else. */
export function stateCodeFor(written: string): string | null {
  const text = written.trim();
  const code = text.toUpperCase();
  if (Object.hasOwn(en, code)) return code;
  const known = index();
  const withoutArticle = text.replace(/\s*\((?:the|le|la|les|l['’]|el|los|las)\)\s*$/i, '');
  const plain = comparable(withoutArticle);
  return known.get(plain) ?? known.get(plain.replace(ARTICLE, '')) ?? null;
}
