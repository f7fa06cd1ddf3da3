import { z } from 'zod';
import { consentHolds } from './programme.ts';

export const NAMED = ['name', 'organisation'] as const;
export const FACES = ['as_sent', 'hidden'] as const;
export const VOICES = ['as_sent', 'changed', 'read_by_other'] as const;

/**
 * How a speaker wants to appear to those who watch. `as_sent` is what the video shows, whatever that is: a
 * silhouette and hands alone are the speaker's own ways of hiding. Somebody else may read: that too is in the
 * video already, and nothing has to be made for it.
 */
export const Appearance = z
  .strictObject({ named: z.enum(NAMED), face: z.enum(FACES), voice: z.enum(VOICES) })
  .meta({ id: 'Appearance' });
export type Appearance = z.infer<typeof Appearance>;

/** The safest that can be published: nobody is named beside the organisation. */
export const DEFAULT_APPEARANCE: Appearance = { named: 'organisation', face: 'as_sent', voice: 'as_sent' };

/** What the product cannot make yet. Whoever asks for it is shown to nobody until it can. */
export const NOT_MADE_YET = { face: ['hidden'], voice: ['changed'] } as const satisfies {
  face: readonly Appearance['face'][];
  voice: readonly Appearance['voice'][];
};

export const UNMET = ['face', 'voice'] as const;
export type Unmet = (typeof UNMET)[number];

/**
 * What stands between a choice and being shown; empty where it can be met as it is. Sound alone has no face, and
 * its card shows none to whoever hides theirs.
 */
export function unmetBy({ face, voice }: Appearance, { soundOnly }: { soundOnly: boolean }): Unmet[] {
  const wanted: Record<Unmet, boolean> = {
    face: !soundOnly && NOT_MADE_YET.face.some((one) => one === face),
    voice: NOT_MADE_YET.voice.some((one) => one === voice),
  };
  return UNMET.filter((one) => wanted[one]);
}

export type HeldBackBy = 'consent' | 'ended' | 'appearance';

/** What keeps a statement from being shown to anybody, approved or not; null where nothing of these does. */
export function heldBackBy(
  given: {
    consentGivenAt: Date | null;
    consentEndsAt: Date | null;
    appearance: Appearance;
    soundOnly: boolean;
  },
  now: Date,
): HeldBackBy | null {
  if (given.consentGivenAt === null) return 'consent';
  if (!consentHolds(given.consentEndsAt, now)) return 'ended';
  return unmetBy(given.appearance, given).length > 0 ? 'appearance' : null;
}

/** The longest name that is taken, of whoever appears and of whoever agrees. */
export const NAME_LENGTH = 120;

/** As it is stored and shown: one line, without the invisible signs that turn the direction of what follows. */
export function cleanName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, NAME_LENGTH)
    .trim();
}
