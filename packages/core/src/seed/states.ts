/**
 * The States under Review as the Pre-sessions' invitations list and write them, in their order, with
 * their ISO 3166-1 alpha-3 codes.
 */
export interface State {
  code: string;
  name: string;
}

export const SESSION_37_STATES: readonly State[] = [
  { code: 'AUS', name: 'Australia' },
  { code: 'AUT', name: 'Austria' },
  { code: 'GEO', name: 'Georgia' },
  { code: 'LBN', name: 'Lebanon' },
  { code: 'MRT', name: 'Mauritania' },
  { code: 'FSM', name: 'Federated States of Micronesia' },
  { code: 'MMR', name: 'Myanmar' },
  { code: 'NRU', name: 'Nauru' },
  { code: 'NPL', name: 'Nepal' },
  { code: 'OMN', name: 'Oman' },
  { code: 'RWA', name: 'Rwanda' },
  { code: 'KNA', name: 'Saint Kitts and Nevis' },
  { code: 'LCA', name: 'Saint Lucia' },
  { code: 'STP', name: 'Sao Tome and Principe' },
];

export const SESSION_28_STATES: readonly State[] = [
  { code: 'ARG', name: 'Argentina' },
  { code: 'BEN', name: 'Benin' },
  { code: 'CZE', name: 'Czechia' },
  { code: 'GAB', name: 'Gabon' },
  { code: 'GHA', name: 'Ghana' },
  { code: 'GTM', name: 'Guatemala' },
  { code: 'JPN', name: 'Japan' },
  { code: 'PAK', name: 'Pakistan' },
  { code: 'PER', name: 'Peru' },
  { code: 'KOR', name: 'Republic of Korea' },
  { code: 'LKA', name: 'Sri Lanka' },
  { code: 'CHE', name: 'Switzerland' },
  { code: 'UKR', name: 'Ukraine' },
  { code: 'ZMB', name: 'Zambia' },
];

/** All Permanent Missions are invited; the demonstration has the States' own and these. */
export const FURTHER_MISSIONS: readonly State[] = [
  { code: 'BRA', name: 'Brazil' },
  { code: 'FRA', name: 'France' },
  { code: 'DEU', name: 'Germany' },
  { code: 'URY', name: 'Uruguay' },
];

const WITH_ARTICLE = new Set(['FSM', 'KOR']);

export function missionName({ code, name }: State): string {
  return `Permanent Mission of ${WITH_ARTICLE.has(code) ? 'the ' : ''}${name}`;
}
