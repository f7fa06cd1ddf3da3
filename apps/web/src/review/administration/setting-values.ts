import type { Output } from '@rostrum/client';
import { readSetting } from '@rostrum/domain';
import { formatTime } from '../../kit/time.ts';
import { readMinutes } from '../planning/read-minutes.ts';

export type SettingKey = Output<'GET /api/v1/settings'>['settings'][number]['key'];

/** Written as minutes and seconds. */
const TIMES: ReadonlySet<SettingKey> = new Set([
  'cards.titleMs',
  'cards.noStatementMs',
  'session.toleranceMs',
]);

/** As a person writes it: days, minutes and seconds, per cent. */
export function writeValue(key: SettingKey, value: number | readonly number[]): string {
  if (typeof value !== 'number') return value.join(', ');
  if (TIMES.has(key)) return formatTime(value);
  return key === 'session.minimumShare' ? String(Math.round(value * 100)) : String(value);
}

/** Null where it is none. */
export function readValue(key: SettingKey, typed: string): number | number[] | null {
  const text = typed.trim();
  const value = readSetting(key, parse(key, text));
  return value ?? null;
}

function parse(key: SettingKey, text: string): unknown {
  if (key === 'mail.reminderDays') return text === '' ? [] : text.split(/[\s,;]+/).map(whole);
  if (TIMES.has(key)) return readMinutes(text);
  return key === 'session.minimumShare' ? whole(text) / 100 : whole(text);
}

const whole = (text: string): number => (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN);
