import {
  type Actor,
  DEFAULT_MINIMUM_SHARE,
  DEFAULT_NO_STATEMENT_MS,
  DEFAULT_TITLE_MS,
  DEFAULT_TOLERANCE_MS,
  Problem,
  readSetting,
  SETTING_KEYS,
  type SettingKey,
  type SettingValue,
} from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { Repositories } from '../ports/store.ts';
import { DUE_SOON_DAYS } from '../queries/board-of.ts';

type Needs = Pick<Parts, 'settings'> & { store: Pick<Repositories, 'settings'> };
type Values = { readonly [K in SettingKey]: SettingValue<K> };

export interface SettingState {
  key: SettingKey;
  value: number | number[];
  /** As the configuration says, where nothing is set. */
  otherwise: number | number[];
  set: boolean;
  version: number;
  changedAt: Date | null;
  /** A name; null where it was never set, or whoever did is gone. */
  changedBy: string | null;
}

function configured({ mail }: Parts['settings']): Values {
  return {
    'mail.reminderDays': [...mail.reminderDays],
    'board.dueSoonDays': DUE_SOON_DAYS,
    'cards.titleMs': DEFAULT_TITLE_MS,
    'cards.noStatementMs': DEFAULT_NO_STATEMENT_MS,
    'session.toleranceMs': DEFAULT_TOLERANCE_MS,
    'session.minimumShare': DEFAULT_MINIMUM_SHARE,
  };
}

/** What holds now: as an administrator set it, else as the configuration says. */
export async function settingOf<K extends SettingKey>(
  { store, settings }: Needs,
  key: K,
): Promise<SettingValue<K>> {
  const row = await store.settings.get(key);
  const set = row === null ? undefined : readSetting(key, row.value);
  return set ?? configured(settings)[key];
}

export async function settingsOf(parts: Pick<Parts, 'settings' | 'store'>): Promise<SettingState[]> {
  const rows = await parts.store.settings.all();
  const names = await parts.store.decisions.deciders(rows.map(({ changedById }) => changedById));
  const otherwise = configured(parts.settings);
  return SETTING_KEYS.map((key): SettingState => {
    const row = rows.find((one) => one.key === key);
    const value = row && readSetting(key, row.value);
    return {
      key,
      value: value ?? otherwise[key],
      otherwise: otherwise[key],
      set: value !== undefined,
      version: row?.version ?? 0,
      changedAt: row?.changedAt ?? null,
      changedBy: (row && names.get(row.changedById)) ?? null,
    };
  });
}

/**
 * @param value null for what the configuration says
 * @throws Problem not_allowed | request_invalid | stale (somebody set it since it was looked at)
 */
export async function changeSetting(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, key, value, version }: { actor: Actor; key: SettingKey; value: unknown; version: number },
): Promise<void> {
  if (actor.kind !== 'administrator') throw new Problem('not_allowed');
  const read = value === null ? null : readSetting(key, value);
  if (read === undefined) throw new Problem('request_invalid');
  const kept = Array.isArray(read) ? [...new Set(read)].sort((a, b) => b - a) : read;
  await store.transaction(async (tx) => {
    const changed = { key, value: kept, changedAt: clock.now(), changedById: actor.userId };
    if (!(await tx.settings.put(changed, version))) throw new Problem('stale');
    await tx.audit({
      action: 'setting.changed',
      actor,
      subject: { kind: 'setting', id: key },
      payload: { value: JSON.stringify(kept) },
    });
  });
}
