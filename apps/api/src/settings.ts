import type { StorageSettings } from '@rostrum/storage';

/** Also built into the page, `apps/web/speak/index.html`: a site that many read, and that says nothing of its reader. */
export const DEFAULT_EXIT_URL = 'https://www.wikipedia.org/';

/** What the API needs of the configuration, which is read in main.ts and nowhere else. */
export interface ApiSettings {
  mode: 'demonstration' | 'production';
  /** Where people reach the product. No trailing slash. */
  publicUrl: string;
  databaseUrl: string;
  /** Signs the cookies of staff. */
  authSecret: string;
  storage: StorageSettings;
  /** Built pages; without it the API serves no pages. */
  webDir: string | undefined;
  /** Where a speaker is taken who leaves at once; without it, what was built into the page. */
  exitUrl?: string | undefined;
  /** Proxies in front that are believed about the client's address and scheme. */
  trustedProxies: number;
}

/** Cookies may be bound to https where people come by https. */
export function isSecure(settings: Pick<ApiSettings, 'publicUrl'>): boolean {
  return settings.publicUrl.startsWith('https://');
}
