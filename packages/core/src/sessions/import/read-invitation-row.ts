import {
  IMPORT_EXAMPLE,
  type ImportFault,
  type ImportRow,
  instantOf,
  isMailAddress,
  isSpeakerLanguage,
  type SpeakerKind,
  type SpeakerLanguage,
} from '@rostrum/domain';
import { stateCodeFor } from '@rostrum/domain/state-names';

const NAME_CHARACTERS = 300;

/** What a row says, where it says it well. */
export interface ReadRow {
  row: number;
  /** The code that was written or is meant; null where it is none. */
  stateCode: string | null;
  organisation: string;
  kind: SpeakerKind;
  nhriStatus: 'A' | 'B' | null;
  email: string | null;
  language: SpeakerLanguage;
  languageChosen: boolean;
  deadlineAt: Date | null;
  faults: ImportFault[];
}

const KINDS: Readonly<Record<string, SpeakerKind>> = {
  cso: 'cso',
  ngo: 'cso',
  osc: 'cso',
  ong: 'cso',
  'civil society organisation': 'cso',
  'civil society organization': 'cso',
  'organisation de la societe civile': 'cso',
  nhri: 'nhri',
  indh: 'nhri',
  'national human rights institution': 'nhri',
  'institution nationale des droits de l homme': 'nhri',
  state: 'state',
  etat: 'state',
};

const LANGUAGES: Readonly<Record<string, SpeakerLanguage>> = {
  english: 'en',
  anglais: 'en',
  french: 'fr',
  francais: 'fr',
  spanish: 'es',
  espagnol: 'es',
  espanol: 'es',
  arabic: 'ar',
  arabe: 'ar',
  العربية: 'ar',
};

/** One line, without control characters: what a cell holds may have been broken over several. */
function oneLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
}

function comparable(text: string): string {
  return oneLine(text)
    .normalize('NFD')
    .replace(/\p{Mn}+/gu, '')
    .toLowerCase()
    .replace(/[’'.]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Two names that differ in case, accents or spaces only are of one organisation. */
export const sameName = comparable;

const ownOf = <T>(table: Readonly<Record<string, T>>, key: string): T | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;

/**
 * Reads one row of a file of invitations. An empty kind is a CSO's, or an NHRI's where a status is given; an empty
 * language is English until the link is opened; a day without an hour ends at 23:59 of the session's zone. Days may be written 2021-04-20 or
 * 20.04.2021 or 20/04/2021, the day before the month.
 */
export function readInvitationRow(
  cells: ImportRow,
  { timeZone, now }: { timeZone: string; now: Date },
): ReadRow {
  const faults: ImportFault[] = [];
  const state = oneLine(cells.state);
  // What no State has (as the codes of demonstrations) may still be of this session.
  const stateCode = stateCodeFor(state) ?? (/^[A-Z]{3}$/.test(state) ? state : null);
  if (state === '') faults.push('state_missing');
  else if (stateCode === null) faults.push('state_unknown');

  const organisation = oneLine(cells.organisation);
  if (organisation === '') faults.push('organisation_missing');
  else if (organisation.length > NAME_CHARACTERS) faults.push('organisation_too_long');

  const example =
    comparable(organisation) === comparable(IMPORT_EXAMPLE.organisation) ||
    comparable(cells.email) === comparable(IMPORT_EXAMPLE.email);
  if (example) faults.push('example_row');

  const written = { kind: comparable(cells.kind), status: oneLine(cells.status).toUpperCase() };
  const kind = written.kind === '' ? (written.status === '' ? 'cso' : 'nhri') : ownOf(KINDS, written.kind);
  if (kind === null) faults.push('kind_unknown');
  const status = /^(?:STATUS |STATUT )?([AB])(?: STATUS)?$/.exec(written.status)?.[1];
  const nhriStatus = status === 'A' || status === 'B' ? status : null;
  if (written.status !== '' && nhriStatus === null) faults.push('status_unknown');
  else if (nhriStatus !== null && kind !== null && kind !== 'nhri') faults.push('status_not_nhri');

  const email = cells.email.trim();
  if (email !== '' && !isMailAddress(email)) faults.push('email_wrong');

  const wanted = comparable(cells.language);
  const language = wanted === '' ? 'en' : isSpeakerLanguage(wanted) ? wanted : ownOf(LANGUAGES, wanted);
  if (language === null) faults.push('language_unknown');

  const deadlineAt = readDeadline(oneLine(cells.deadline), timeZone);
  if (deadlineAt === undefined) faults.push('deadline_wrong');
  else if (deadlineAt !== null && deadlineAt <= now) faults.push('deadline_past');

  return {
    row: cells.row,
    stateCode,
    organisation,
    kind: kind ?? 'cso',
    nhriStatus,
    email: email === '' ? null : email,
    language: language ?? 'en',
    languageChosen: wanted !== '',
    deadlineAt: deadlineAt ?? null,
    faults,
  };
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?)?$/;
const DAY_FIRST = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?:,? (\d{1,2}):(\d{2})(?::\d{2})?)?$/;

/** Null for none, undefined for what is no date. */
function readDeadline(text: string, timeZone: string): Date | null | undefined {
  if (text === '') return null;
  const iso = ISO.exec(text);
  const dayFirst = DAY_FIRST.exec(text);
  const [year, month, day, hour, minute] =
    iso !== null
      ? [iso[1], iso[2], iso[3], iso[4], iso[5]]
      : dayFirst !== null
        ? [dayFirst[3], dayFirst[2], dayFirst[1], dayFirst[4], dayFirst[5]]
        : [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const two = (part: string) => part.padStart(2, '0');
  const date = `${year}-${two(month)}-${two(day)}`;
  const wall = `${date}T${two(hour ?? '23')}:${minute ?? '59'}`;
  // The calendar refuses 31 February by turning it into a day of March.
  const asUtc = new Date(`${wall}:00Z`);
  if (Number.isNaN(asUtc.getTime()) || !asUtc.toISOString().startsWith(date)) return undefined;
  return instantOf(wall, timeZone);
}
