import type { Parts } from '@rostrum/core';
import type { Callers } from '../http/callers.ts';
import type { ConsentEnds } from '../media/consent-ends.ts';
import type { LiveScreenings } from '../media/live-screenings.ts';
import type { AllMediaAddresses } from '../media/media-addresses.ts';
import type { Metrics } from '../metrics.ts';
import type { ApiSettings } from '../settings.ts';
import type { Staff } from '../staff/staff.ts';

export interface KeptMail {
  id: string;
  to: string;
  subject: string;
  text: string;
  at: string;
}

export interface HandlerDeps {
  parts: Parts;
  settings: ApiSettings;
  callers: Callers;
  staff: Staff;
  media: AllMediaAddresses;
  screenings: LiveScreenings;
  consentEnds: ConsentEnds;
  metrics: Metrics;
  /** Aborted when this process stops. */
  stopping: AbortSignal;
  /** The OpenAPI document. */
  document: Record<string, unknown>;
  /** Only in the demonstration. */
  demonstration: {
    /** @returns `Set-Cookie` values @throws Problem link_unknown */
    signIn(token: string): Promise<string[]>;
    mails(): Promise<KeptMail[]>;
  } | null;
}
