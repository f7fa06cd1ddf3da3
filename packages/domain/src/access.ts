import { type Audience, consentCovers, narrowest } from './programme.ts';

/** By which right somebody watches: a mission's link, the link of a speaker of the session, or none. */
export type Viewer = 'mission' | 'speaker' | 'anybody';

/** When the links of a session show its programmes: from `opensAt` on and until `closesAt`; null for no such end. */
export interface WatchWindow {
  opensAt: Date | null;
  closesAt: Date | null;
}

export const WINDOW_STATES = ['before', 'open', 'after'] as const;
export type WindowState = (typeof WINDOW_STATES)[number];

export function windowAt({ opensAt, closesAt }: WatchWindow, now: Date): WindowState {
  if (opensAt !== null && now < opensAt) return 'before';
  return closesAt !== null && now >= closesAt ? 'after' : 'open';
}

/** Whom a programme is for, as the staff set it. A public one is public from `publicFrom` on; null for at once. */
export interface Tier {
  audience: Audience;
  publicFrom: Date | null;
}

/** Until its instant has come, a public programme is for the session's participants. */
export function tierAt({ audience, publicFrom }: Tier, now: Date): Audience {
  return audience === 'public' && publicFrom !== null && now < publicFrom ? 'session' : audience;
}

/**
 * Whom a programme is shown to at an instant: its tier or the narrowest consent of what it shows, whichever is
 * narrower. What is published shows nothing whose consent is narrower than the tier that it will have in the end: the
 * card stands there, for everybody. So that a tier which widens by itself shows to more people what they all agreed to,
 * and a consent that narrows later closes the whole to those whom it leaves out, until the next revision has the card.
 */
export function audienceAt(
  { tier, consents }: { tier: Tier; consents: readonly Audience[] },
  now: Date,
): Audience {
  return narrowest([tierAt(tier, now), ...consents]);
}

const REACHED_BY: Readonly<Record<Viewer, Audience>> = {
  mission: 'missions',
  speaker: 'session',
  anybody: 'public',
};

/** The one rule of who may watch. What is public is anybody's, whatever the session's window says. */
export function mayWatch(
  viewer: Viewer,
  shown: { tier: Tier; consents: readonly Audience[]; window: WatchWindow },
  now: Date,
): boolean {
  const audience = audienceAt(shown, now);
  if (audience === 'public') return true;
  return windowAt(shown.window, now) === 'open' && consentCovers(audience, REACHED_BY[viewer]);
}
