import { expect, test } from 'vitest';
import articles from './articles.json' with { type: 'json' };
import {
  MISSION_CODES,
  missionNamesOf,
  officialMissionName,
  officialStateName,
  STATE_CODES,
  stateCodeFor,
  stateNameIn,
  stateNamesOf,
} from './state-names.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const OBSERVERS = ['PSE', 'VAT'];

test('193 members and two observers have four names each, without articles and asterisks', () => {
  expect(STATE_CODES.filter((code) => !OBSERVERS.includes(code))).toHaveLength(193);
  expect(STATE_CODES).toEqual(expect.arrayContaining(OBSERVERS));
  for (const code of STATE_CODES) {
    expect(code).toMatch(/^[A-Z]{3}$/);
    for (const language of LANGUAGES) {
      const name = officialStateName(code, language);
      expect(name, `${code} ${language}`).toMatch(/^\p{L}.*[\p{L})]$/u);
      expect(name, `${code} ${language}`).not.toMatch(/\*|\((?:the|le|la|les|l['’]|el|los|las)\)|['\s]{2}|'/);
      expect(/\p{Script=Arabic}/u.test(name ?? ''), `${code} ${language}`).toBe(language === 'ar');
    }
  }
});

test.each(LANGUAGES)('no two States share a name (%s)', (language) => {
  const names = STATE_CODES.map((code) => officialStateName(code, language));
  expect(new Set(names).size).toBe(195);
});

test('all four of every State are found again, and so is its code', () => {
  for (const code of STATE_CODES) {
    expect(stateCodeFor(code.toLowerCase())).toBe(code);
    for (const name of Object.values(stateNamesOf({ stateCode: code, stateName: '' }))) {
      expect(stateCodeFor(name), name).toBe(code);
    }
  }
});

test.each([
  ["  cote d'ivoire ", 'CIV'],
  ['Lebanon (the)', 'LBN'],
  ['Liban (le)', 'LBN'],
  ['le Liban', 'LBN'],
  ['L’Afghanistan', 'AFG'],
  ['TURKIYE', 'TUR'],
  ['Federated States of Micronesia', 'FSM'],
  ['Iran', 'IRN'],
  ['Etat plurinational de Bolivie', 'BOL'],
  ['Niger', 'NER'],
  ['Nigeria', 'NGA'],
  ['Guinea', 'GIN'],
  ['Guinea Bissau', 'GNB'],
  ['El Salvador', 'SLV'],
  ['Côte', null],
  ['', null],
  ['XAA', null],
  ['constructor', null],
])('%j is %s', (written, code) => {
  expect(stateCodeFor(written)).toBe(code);
});

test('a code of no State keeps the name that it was given, in every language', () => {
  const run = { stateCode: 'XAB', stateName: 'Demonstration run 2' };
  expect(stateNameIn(run, 'ar')).toBe('Demonstration run 2');
  expect(stateNameIn({ stateCode: 'LBN', stateName: 'Lebanon' }, 'ar')).toBe('لبنان');
  expect(stateNameIn({ stateCode: 'LBN', stateName: 'Lebanon' }, 'de')).toBe('Lebanon');
});

test.each([
  ['SDN', 'Permanent Mission of the Sudan', 'Mission permanente du Soudan'],
  ['FRA', 'Permanent Mission of France', 'Mission permanente de la France'],
  ['AUS', 'Permanent Mission of Australia', 'Mission permanente de l’Australie'],
  ['NLD', 'Permanent Mission of the Netherlands', 'Mission permanente des Pays-Bas'],
  ['HTI', 'Permanent Mission of Haiti', 'Mission permanente d’Haïti'],
  ['CUB', 'Permanent Mission of Cuba', 'Mission permanente de Cuba'],
  ['VAT', 'Permanent Observer Mission of the Holy See', 'Mission permanente d’observation du Saint-Siège'],
  [
    'PSE',
    'Permanent Observer Mission of the State of Palestine',
    'Mission permanente d’observation de l’État de Palestine',
  ],
  ['EUE', 'Delegation of the European Union', 'Délégation de l’Union européenne'],
])('the mission of %s', (code, english, french) => {
  expect([officialMissionName(code, 'en'), officialMissionName(code, 'fr')]).toEqual([english, french]);
});

test('193 members and three observers have a mission, each under a name of its own', () => {
  expect(MISSION_CODES).toHaveLength(196);
  for (const language of ['en', 'fr', 'es', 'ar'] as const) {
    const names = MISSION_CODES.map((code) => officialMissionName(code, language));
    expect(names).not.toContain(null);
    expect(new Set(names).size).toBe(196);
  }
  expect(officialMissionName('XAB', 'en')).toBe(null);
});

test('where a language has no articles here, the State stands beside its mission', () => {
  expect(missionNamesOf({ stateCode: 'URY', name: 'kept' })).toEqual({
    en: 'Permanent Mission of Uruguay',
    fr: 'Mission permanente de l’Uruguay',
    es: 'Misión Permanente (Uruguay)',
    ar: 'البعثة الدائمة (أوروغواي)',
  });
  expect(missionNamesOf({ stateCode: 'VAT', name: 'kept' }).es).toBe(
    'Misión Permanente de Observación (Santa Sede)',
  );
  expect(missionNamesOf({ stateCode: 'EUE', name: 'kept' }).ar).toBe('وفد الاتحاد الأوروبي');
  expect(missionNamesOf({ stateCode: 'XAB', name: 'A mission' }).fr).toBe('A mission');
});

test('an article is of a State that there is', () => {
  for (const of of Object.values(articles)) {
    expect(STATE_CODES).toEqual(expect.arrayContaining(Object.keys(of)));
  }
});
