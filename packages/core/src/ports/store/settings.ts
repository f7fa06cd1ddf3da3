export interface SettingRecord {
  key: string;
  /** As it was set; read by the rule of its key. */
  value: unknown;
  version: number;
  changedAt: Date;
  changedById: string;
}

export interface Settings {
  all(): Promise<SettingRecord[]>;
  get(key: string): Promise<SettingRecord | null>;
  /**
   * Writes the next version. False, and nothing written, where it is not the one after `version`: 0 is what was
   * never set.
   */
  put(setting: Omit<SettingRecord, 'version'>, version: number): Promise<boolean>;
}
