/**
 * The States under Review as the Pre-sessions' invitations list them, in their order, by their
 * ISO 3166-1 alpha-3 codes.
 */
export const SESSION_37_STATES: readonly string[] = [
  'AUS',
  'AUT',
  'GEO',
  'LBN',
  'MRT',
  'FSM',
  'MMR',
  'NRU',
  'NPL',
  'OMN',
  'RWA',
  'KNA',
  'LCA',
  'STP',
];

export const SESSION_28_STATES: readonly string[] = [
  'ARG',
  'BEN',
  'CZE',
  'GAB',
  'GHA',
  'GTM',
  'JPN',
  'PAK',
  'PER',
  'KOR',
  'LKA',
  'CHE',
  'UKR',
  'ZMB',
];

/** All Permanent Missions are invited; the demonstration has the States' own and these. */
export const FURTHER_MISSIONS: readonly string[] = ['BRA', 'FRA', 'DEU', 'URY'];
