import { type Actor, DEFAULT_APPEARANCE, type ImportFault, type ImportRow, newId } from '@rostrum/domain';
import { speakerLink } from '../../links/addresses.ts';
import { LINK_VALID_MS } from '../../links/limits.ts';
import type { Parts } from '../../parts.ts';
import type { NewPlace } from '../../ports/store/planning.ts';
import type { ReviewRecord, SessionRecord } from '../../ports/store/reviews.ts';
import type { Tx } from '../../ports/store.ts';
import { invitationFloorMs, reviewFloorMs } from '../floor-of.ts';
import { found, requireStaff, type Staff } from '../who-may.ts';
import { type ReadRow, readInvitationRow, sameName } from './read-invitation-row.ts';

const JOBS_AT_ONCE = 16;

export interface ImportedRow extends ReadRow {
  /** `already`: this organisation has its place; nothing is done about it. */
  outcome: 'new' | 'already' | 'fault';
  /** Of a row that was written and is not mailed: shown once. */
  link: string | null;
  mailed: boolean;
}

export interface ImportOutcome {
  written: boolean;
  rows: ImportedRow[];
}

export interface ImportRequest {
  actor: Actor;
  sessionId: string;
  rows: readonly ImportRow[];
  /** Looks and writes nothing. */
  dryRun: boolean;
  /** Links go out by mail where there is an address; without, every link is returned. */
  mail: boolean;
}

type ImportParts = Pick<Parts, 'store' | 'signing' | 'clock' | 'queue' | 'events' | 'settings' | 'log'>;

/**
 * Invites many organisations at once: all of the rows in one transaction, or none where any has a fault. Who has a
 * place already is left as they are, so that the same file sent twice, at once or later, invites everybody once.
 * @throws Problem not_allowed | not_found
 */
export async function importInvitations(
  parts: ImportParts,
  { actor, sessionId, rows, dryRun, mail }: ImportRequest,
): Promise<ImportOutcome> {
  const staff = requireStaff(actor);
  const { store, clock } = parts;
  const now = clock.now();
  const session = found(await store.reviews.session(sessionId));
  const read = rows.map((row) => readInvitationRow(row, { timeZone: session.timeZone, now }));
  if (dryRun) return { written: false, rows: judge(read, await standing(store, sessionId)) };
  return await store.transaction(async (tx) => {
    found(await tx.reviews.lockSession(sessionId));
    const reviews = await lockReviews(tx, sessionId, read);
    const judged = judge(read, { reviews, names: await tx.planning.organisationNames(sessionId) });
    if (judged.some(({ outcome }) => outcome === 'fault')) return { written: false, rows: judged };
    const written = await write(tx, parts, { staff, session, reviews, judged, mail, now });
    return { written: true, rows: written };
  });
}

interface Standing {
  reviews: readonly ReviewRecord[];
  names: readonly { reviewId: string; name: string }[];
}

async function standing(store: Parts['store'], sessionId: string): Promise<Standing> {
  const [reviews, names] = await Promise.all([
    store.reviews.ofSession(sessionId),
    store.planning.organisationNames(sessionId),
  ]);
  return { reviews, names };
}

/** Held in one order, so that two imports wait for each other; as `issueInvitation` holds its own. */
async function lockReviews(tx: Tx, sessionId: string, read: readonly ReadRow[]): Promise<ReviewRecord[]> {
  const codes = new Set(read.map(({ stateCode }) => stateCode));
  const all = await tx.reviews.ofSession(sessionId);
  const locked: ReviewRecord[] = [];
  for (const review of all.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const held = codes.has(review.stateCode) ? await tx.reviews.lock(review.id) : review;
    if (held !== null) locked.push(held);
  }
  return locked;
}

function judge(read: readonly ReadRow[], { reviews, names }: Standing): ImportedRow[] {
  const byCode = new Map(reviews.map((review) => [review.stateCode, review]));
  const placeOf = (reviewId: string, name: string) => `${reviewId} ${sameName(name)}`;
  const taken = new Set(names.map(({ reviewId, name }) => placeOf(reviewId, name)));
  const inFile = new Set<string>();
  return read.map((row): ImportedRow => {
    const faults: ImportFault[] = [...row.faults];
    const review = row.stateCode === null ? undefined : byCode.get(row.stateCode);
    if (row.stateCode !== null && review === undefined) faults.push('state_not_in_session');
    const place =
      review === undefined || row.organisation === '' ? null : placeOf(review.id, row.organisation);
    if (place !== null && inFile.has(place)) faults.push('duplicate_in_file');
    if (place !== null) inFile.add(place);
    const already = place !== null && taken.has(place);
    return {
      ...row,
      faults,
      outcome: faults.length > 0 ? 'fault' : already ? 'already' : 'new',
      link: null,
      mailed: false,
    };
  });
}

interface Writing {
  staff: Staff;
  session: SessionRecord;
  reviews: readonly ReviewRecord[];
  judged: readonly ImportedRow[];
  mail: boolean;
  now: Date;
}

async function write(
  tx: Tx,
  { signing, queue, events, settings, log }: ImportParts,
  { staff, session, reviews, judged, mail, now }: Writing,
): Promise<ImportedRow[]> {
  const places: NewPlace[] = [];
  const links = new Map<number, string>();
  const mailed = new Set<number>();
  for (const review of reviews) {
    const rows = judged.filter(
      ({ outcome, stateCode }) => outcome === 'new' && stateCode === review.stateCode,
    );
    if (rows.length === 0) continue;
    const speakers = rows.filter(({ kind }) => kind !== 'state').length;
    const reviewMs = reviewFloorMs(review, (await tx.invitations.countSpeakers(review.id)) + speakers);
    if (speakers > 0) await tx.reviews.freeze(review.id, reviewMs, now);
    for (const row of rows) {
      const token = signing.newToken();
      const address = speakerLink(settings, token);
      const place = placeFor(row, { review, reviewMs, staff, now, tokenHash: signing.hashToken(token) });
      if (mail && row.email !== null) {
        const { invitation, link } = place;
        mailed.add(row.row);
        place.mail = {
          id: newId(),
          kind: 'speaker_link',
          invitationId: invitation.id,
          linkId: link.id,
          secret: { link: address },
          createdAt: now,
        };
      } else links.set(row.row, address);
      places.push(place);
      await tx.audit({
        action: 'invitation.issued',
        actor: staff,
        subject: { kind: 'invitation', id: place.invitation.id },
        payload: { reviewId: review.id, statementId: place.statementId },
      });
    }
    tx.afterCommit(() => events.publish({ sessionId: session.id, reviewId: review.id, what: 'statement' }));
  }
  await tx.planning.addPlaces(places);
  const mailIds = places.flatMap(({ mail: queued }) => queued?.id ?? []);
  // Nobody waits for two thousand jobs to be added; those that are not, the sweep finds.
  const addJobs = async () => {
    for (let at = 0; at < mailIds.length; at += JOBS_AT_ONCE) {
      const some = mailIds.slice(at, at + JOBS_AT_ONCE);
      await Promise.all(some.map((mailId) => queue.add('mail.send', { mailId })));
    }
  };
  tx.afterCommit(async () => {
    addJobs().catch((error: unknown) => log.error('import_mails_not_queued', error));
  });
  return judged.map((row) => ({ ...row, link: links.get(row.row) ?? null, mailed: mailed.has(row.row) }));
}

function placeFor(
  row: ImportedRow,
  {
    review,
    reviewMs,
    staff,
    now,
    tokenHash,
  }: { review: ReviewRecord; reviewMs: number; staff: Staff; now: Date; tokenHash: string },
): NewPlace {
  const organisationId = newId();
  return {
    invitation: {
      id: newId(),
      reviewId: review.id,
      organisationId,
      floorTimeMs: invitationFloorMs({ floorTimeMs: null }, row.kind, reviewMs),
      deadlineAt: row.deadlineAt,
      language: row.language,
      languageChosen: row.languageChosen,
      consentAudience: 'missions',
      consentEndsAt: null,
      consentGivenAt: null,
      masterAllowed: false,
      appearance: DEFAULT_APPEARANCE,
      consentTextVersion: null,
      consentTextLanguage: null,
      invitedAt: now,
    },
    organisation: {
      id: organisationId,
      name: row.organisation,
      kind: row.kind,
      nhriStatus: row.kind === 'nhri' ? row.nhriStatus : null,
    },
    email: row.email,
    statementId: newId(),
    link: {
      id: newId(),
      tokenHash,
      expiresAt: new Date(now.getTime() + LINK_VALID_MS),
      createdById: staff.userId,
    },
    mail: null,
  };
}
