import { z } from 'zod';

/** What administrators set, and what each may be. What is not set is as the configuration says. */
export const SETTINGS = {
  /** How many days before the deadline a speaker is reminded who sent nothing yet; none: never. */
  'mail.reminderDays': z.array(z.int().min(1).max(60)).max(5),
  /** How many days before the deadline the board calls a statement due soon. */
  'board.dueSoonDays': z.int().min(0).max(60),
  /** How long a card stands before a statement, and before the first of a State's programme. */
  'cards.titleMs': z.int().min(1000).max(30_000),
  /** How long one stands in the place of a statement that is not there. */
  'cards.noStatementMs': z.int().min(1000).max(30_000),
  /** Of sessions that are added from now on: so much over the floor time is taken and asks for a cut. */
  'session.toleranceMs': z.int().min(0).max(3_600_000),
  /** Of sessions that are added from now on: under this share of the floor time is called short. */
  'session.minimumShare': z.number().min(0).max(1),
} as const;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];
export type SettingValue<K extends SettingKey> = z.infer<(typeof SETTINGS)[K]>;

const schemas: { readonly [K in SettingKey]: z.ZodType<SettingValue<K>> } = SETTINGS;

/** The value where it is one; undefined for what another version of the program may have stored. */
export function readSetting<K extends SettingKey>(key: K, stored: unknown): SettingValue<K> | undefined {
  return schemas[key].safeParse(stored).data;
}
