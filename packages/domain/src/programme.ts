import type { SpeakerKind } from './floor-time.ts';

export const AUDIENCES = ['missions', 'session', 'public'] as const;
/** Who may watch, from narrow to wide. */
export type Audience = (typeof AUDIENCES)[number];

/** A programme's audience can never be wider than a statement's consent: else the card. */
export function consentCovers(consent: Audience, audience: Audience): boolean {
  return AUDIENCES.indexOf(audience) <= AUDIENCES.indexOf(consent);
}

export function narrowest(audiences: readonly Audience[]): Audience {
  return AUDIENCES.find((a) => audiences.includes(a)) ?? 'missions';
}

/** Consent ends at its instant: from then on it covers nobody. */
export function consentHolds(consentEndsAt: Date | null, now: Date): boolean {
  return consentEndsAt === null || now < consentEndsAt;
}

export interface SpeakingPlace {
  kind: SpeakerKind;
  nhriStatus: 'A' | 'B' | null;
  name: string;
}

/**
 * The default order: the State's own two minutes, the A-status NHRI (which at the Council speaks right
 * after the State concerned: HRC resolution 16/21, paragraph 28), then the others by name.
 */
export function compareSpeakingOrder(a: SpeakingPlace, b: SpeakingPlace): number {
  return rank(a) - rank(b) || a.name.localeCompare(b.name, 'en');
}

function rank(place: SpeakingPlace): number {
  if (place.kind === 'state') return 0;
  if (place.kind === 'nhri') return place.nhriStatus === 'A' ? 1 : 2;
  return 3;
}
