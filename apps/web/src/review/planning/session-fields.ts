import { instantOf, wallClock } from '@rostrum/domain';
import type { Session } from '../board/sessions.tsx';
import { differing } from './differing.ts';

const MINUTE_MS = 60_000;
const MEBIBYTE = 1024 ** 2;

/** A session as the form has it. */
export interface Fields {
  readonly number: string;
  readonly format: Session['format'];
  readonly venue: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly datesProvisional: boolean;
  readonly timeZone: string;
  readonly acceptsUploads: boolean;
  /** In the wall clock of the zone. */
  readonly deadline: string;
  readonly graceMinutes: string;
  readonly toleranceSeconds: string;
  readonly minimumPercent: string;
  readonly sizeMebibytes: string;
  readonly takes: string;
}

/** Of a new session: the limits are those that the server would choose; two are as in the settings where empty. */
export const noFields: Fields = {
  number: '',
  format: 'in_person',
  venue: '',
  startsOn: '',
  endsOn: '',
  datesProvisional: false,
  timeZone: 'Europe/Zurich',
  acceptsUploads: true,
  deadline: '',
  graceMinutes: '60',
  toleranceSeconds: '',
  minimumPercent: '',
  sizeMebibytes: '2048',
  takes: '10',
};

export function fieldsOf(session: Session): Fields {
  const { uploadDeadlineAt, timeZone } = session;
  return {
    number: String(session.number),
    format: session.format,
    venue: session.venue ?? '',
    startsOn: session.startsOn,
    endsOn: session.endsOn,
    datesProvisional: session.datesProvisional,
    timeZone,
    acceptsUploads: session.acceptsUploads,
    deadline: uploadDeadlineAt === null ? '' : wallClock(new Date(uploadDeadlineAt), timeZone),
    graceMinutes: String(Math.round(session.graceMs / MINUTE_MS)),
    toleranceSeconds: String(Math.round(session.toleranceMs / 1000)),
    minimumPercent: String(Math.round(session.minimumShare * 100)),
    sizeMebibytes: String(Math.round(session.sizeLimitBytes / MEBIBYTE)),
    takes: String(session.takesPerInvitation),
  };
}

/** Of the session after this one: its settings, and nothing that belongs to it alone. */
export function fieldsOfNext(session: Session): Fields {
  return {
    ...fieldsOf(session),
    number: String(session.number + 1),
    venue: '',
    startsOn: '',
    endsOn: '',
    datesProvisional: true,
    deadline: '',
  };
}

/** What is changed of a session, and nothing that stayed as the form opened. @throws RangeError for a zone that is none */
export const changesOf = (fields: Fields, opened: Fields) => differing(requestOf(fields), requestOf(opened));

/** What makes a session: what was not touched is the server's to choose. @throws RangeError for a zone that is none */
export function additionOf(fields: Fields, opened: Fields) {
  const { number, format, startsOn, endsOn, datesProvisional, ...others } = requestOf(fields);
  return {
    number,
    format,
    startsOn,
    endsOn,
    datesProvisional,
    ...differing(others, requestOf(opened)),
  };
}

function requestOf(fields: Fields) {
  const venue = fields.venue.trim();
  return {
    number: Number(fields.number),
    format: fields.format,
    venue: venue === '' ? null : venue,
    startsOn: fields.startsOn,
    endsOn: fields.endsOn,
    datesProvisional: fields.datesProvisional,
    timeZone: fields.timeZone,
    acceptsUploads: fields.acceptsUploads,
    uploadDeadlineAt:
      fields.deadline === '' ? null : instantOf(fields.deadline, fields.timeZone).toISOString(),
    graceMs: Number(fields.graceMinutes) * MINUTE_MS,
    toleranceMs: Number(fields.toleranceSeconds) * 1000,
    minimumShare: Number(fields.minimumPercent) / 100,
    sizeLimitBytes: Number(fields.sizeMebibytes) * MEBIBYTE,
    takesPerInvitation: Number(fields.takes),
  };
}
