import {
  DEFAULT_APPEARANCE,
  DEFAULT_GRACE_MS,
  DEFAULT_MINIMUM_SHARE,
  DEFAULT_TOLERANCE_MS,
  newId,
  SIZE_LIMIT_BYTES,
  SLOT_MS,
  type SpeakerKind,
  TAKES_PER_INVITATION,
} from '@rostrum/domain';
import { officialMissionName, officialStateName } from '@rostrum/domain/state-names';
import { addDelegateLink, addSpeakerLink } from '../links/add-link.ts';
import type { Parts } from '../parts.ts';
import type { SessionRecord } from '../ports/store/reviews.ts';
import { floorTimeOfDemonstration } from './demonstration-floor.ts';
import { FURTHER_MISSIONS, SESSION_28_STATES, SESSION_37_STATES } from './states.ts';

export type SeedParts = Pick<Parts, 'store' | 'signing' | 'queue' | 'settings' | 'clock'>;

export interface DemonstrationLinks {
  /** Tokens. */
  speaker: string;
  delegate: string;
}

const UPLOAD_DAYS_MS = 14 * 24 * 60 * 60_000;
/** RFC 2606: an address below .invalid reaches nobody. */
const SPEAKER_EMAIL = 'speaker@demonstration.invalid';
const LINKED_ORGANISATION = 'Demonstration organisation A (CSO)';
const LINKED_STATE = 'NRU';
const LINKED_MISSION = 'CHE';

const LIMITS = {
  graceMs: DEFAULT_GRACE_MS,
  toleranceMs: DEFAULT_TOLERANCE_MS,
  minimumShare: DEFAULT_MINIMUM_SHARE,
  sizeLimitBytes: SIZE_LIMIT_BYTES,
  takesPerInvitation: TAKES_PER_INVITATION,
} as const;

/** The documented sessions: dates and, for the 28th, the venue are provisional in the invitations. */
function session37(now: Date): Omit<SessionRecord, 'id'> {
  return {
    number: 37,
    format: 'virtual',
    venue: null,
    startsOn: new Date('2020-12-08T00:00:00Z'),
    endsOn: new Date('2020-12-11T00:00:00Z'),
    datesProvisional: true,
    timeZone: 'Europe/Zurich',
    acceptsUploads: true,
    uploadDeadlineAt: new Date(now.getTime() + UPLOAD_DAYS_MS),
    demonstration: true,
    ...LIMITS,
  };
}

const SESSION_28: Omit<SessionRecord, 'id'> = {
  number: 28,
  format: 'in_person',
  venue: 'Palais des Nations, Geneva',
  startsOn: new Date('2017-10-10T00:00:00Z'),
  endsOn: new Date('2017-10-13T00:00:00Z'),
  datesProvisional: true,
  timeZone: 'Europe/Zurich',
  acceptsUploads: false,
  uploadDeadlineAt: null,
  demonstration: false,
  ...LIMITS,
};

interface Guest {
  name: string;
  kind: SpeakerKind;
  nhriStatus: 'A' | 'B' | null;
  email?: string;
}

/** Nobody who exists: each is named as what it is. */
const GUESTS: Readonly<Record<string, readonly Guest[]>> = {
  NRU: [
    { name: 'State under Review: Nauru', kind: 'state', nhriStatus: null },
    { name: 'Demonstration institution (NHRI)', kind: 'nhri', nhriStatus: 'A' },
    { name: LINKED_ORGANISATION, kind: 'cso', nhriStatus: null, email: SPEAKER_EMAIL },
    { name: 'Demonstration organisation B (CSO)', kind: 'cso', nhriStatus: null },
  ],
  LBN: [
    { name: 'Demonstration organisation C (CSO)', kind: 'cso', nhriStatus: null },
    { name: 'Demonstration organisation D (CSO)', kind: 'cso', nhriStatus: null },
  ],
  NPL: [
    { name: 'Demonstration institution (NHRI)', kind: 'nhri', nhriStatus: 'A' },
    { name: 'Demonstration organisation E (CSO)', kind: 'cso', nhriStatus: null },
  ],
};

/**
 * Seeds the demonstration, once: a later start finds the same. A link is made anew only where the one
 * that the caller kept is missing or good no longer, so that devices stay open across starts.
 * @param kept the tokens of an earlier start
 */
export async function seedDemonstration(
  parts: SeedParts,
  { now, kept = {} }: { now: Date; kept?: { speaker?: string | null; delegate?: string | null } },
): Promise<DemonstrationLinks> {
  const { store } = parts;
  const current = await ensureSession(parts, session37(now), SESSION_37_STATES);
  await ensureSession(parts, SESSION_28, SESSION_28_STATES);
  const missions = [...SESSION_37_STATES, ...SESSION_28_STATES, ...FURTHER_MISSIONS];
  await store.missions.addMissing(
    missions.map((code) => ({ id: newId(), stateCode: code, name: officialMissionName(code, 'en') ?? code })),
  );
  for (const review of await store.reviews.ofSession(current.id)) {
    await ensureGuests(parts, review.id, GUESTS[review.stateCode] ?? [], now);
  }
  const [speaker, delegate] = [
    (await stillGood(parts, kept.speaker)) ?? (await newSpeakerLink(parts, current.id, now)),
    (await stillGood(parts, kept.delegate)) ?? (await newDelegateLink(parts, current.id, now)),
  ];
  return { speaker, delegate };
}

async function ensureSession(
  { store }: SeedParts,
  session: Omit<SessionRecord, 'id'>,
  states: readonly string[],
): Promise<SessionRecord> {
  const there = await store.reviews.sessionByNumber(session.number);
  if (there !== null) return there;
  const made = { id: newId(), ...session };
  await store.transaction(async (tx) => {
    if (!(await tx.reviews.addSession(made))) throw new Error('somebody else seeds the same session');
    for (const code of states) {
      await tx.reviews.add({
        id: newId(),
        sessionId: made.id,
        stateCode: code,
        stateName: officialStateName(code, 'en') ?? code,
        slotMs: SLOT_MS,
        floorTimeSetMs: null,
        floorTimeMs: null,
        frozenAt: null,
        expectedSpeakers: null,
        presessionAt: null,
      });
    }
  });
  return made;
}

async function ensureGuests(
  { store }: SeedParts,
  reviewId: string,
  guests: readonly Guest[],
  now: Date,
): Promise<void> {
  if (guests.length === 0) return;
  await store.transaction(async (tx) => {
    const review = await tx.reviews.lock(reviewId);
    if (review === null) return;
    const floor = floorTimeOfDemonstration(review, guests);
    await tx.reviews.freeze(reviewId, floor.reviewMs, now);
    for (const { email = null, ...organisation } of guests) {
      if (await tx.invitations.hasOrganisationNamed(reviewId, organisation.name)) continue;
      const invitationId = newId();
      const organisationId = newId();
      await tx.invitations.add(
        {
          id: invitationId,
          reviewId,
          organisationId,
          floorTimeMs: floor.of(organisation.kind),
          deadlineAt: null,
          language: 'en',
          languageChosen: false,
          consentAudience: 'missions',
          consentEndsAt: null,
          consentGivenAt: null,
          masterAllowed: false,
          appearance: DEFAULT_APPEARANCE,
          consentTextVersion: null,
          consentTextLanguage: null,
          invitedAt: now,
        },
        { id: organisationId, ...organisation },
        email,
      );
      await tx.statements.add({ id: newId(), invitationId });
    }
  });
}

async function stillGood(
  { store, signing, clock }: SeedParts,
  token: string | null | undefined,
): Promise<string | null> {
  if (!token) return null;
  const link = await store.links.byTokenHash(signing.hashToken(token));
  return link !== null && link.revokedAt === null && link.expiresAt > clock.now() ? token : null;
}

async function newSpeakerLink(parts: SeedParts, sessionId: string, now: Date): Promise<string> {
  const placed = await parts.store.statements.ofSession(sessionId);
  const reviews = await parts.store.reviews.ofSession(sessionId);
  const review = reviews.find(({ stateCode }) => stateCode === LINKED_STATE);
  const linked = placed.find(
    ({ invitation, organisation }) =>
      invitation.reviewId === review?.id && organisation.name === LINKED_ORGANISATION,
  );
  if (linked === undefined) throw new Error('the demonstration has no speaker');
  const invitationId = linked.invitation.id;
  const { token } = await parts.store.transaction((tx) =>
    addSpeakerLink(tx, parts, { invitationId, createdById: null, now, mail: false }),
  );
  return token;
}

async function newDelegateLink(parts: SeedParts, sessionId: string, now: Date): Promise<string> {
  const mission = await parts.store.missions.byStateCode(LINKED_MISSION);
  if (mission === null) throw new Error('the demonstration has no mission');
  const { token } = await parts.store.transaction((tx) =>
    addDelegateLink(tx, parts, { missionId: mission.id, sessionId, email: null, createdById: null, now }),
  );
  return token;
}
