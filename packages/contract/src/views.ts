import {
  Appearance,
  AUDIENCES,
  CUT_STATES,
  Edit,
  Finding,
  Id,
  PROBLEM_CODES,
  STATEMENT_STATES,
  TAKE_STATES,
  Turned,
  UNMET,
} from '@rostrum/domain';
import { z } from 'zod';

/** ISO 8601 instant with a zone. */
export const Instant = z.iso.datetime({ offset: true });
export const Milliseconds = z.int().nonnegative();
export const Audience = z.enum(AUDIENCES);
const SpeakerKind = z.enum(['state', 'nhri', 'cso']);

export const SessionView = z
  .object({
    id: Id,
    number: z.int(),
    format: z.enum(['in_person', 'virtual']),
    venue: z.string().nullable(),
    startsOn: z.iso.date(),
    endsOn: z.iso.date(),
    /** Shown as "TBC". */
    datesProvisional: z.boolean(),
    timeZone: z.string(),
    acceptsUploads: z.boolean(),
    uploadDeadlineAt: Instant.nullable(),
    demonstration: z.boolean(),
  })
  .meta({ id: 'Session' });

/** A session with its limits, as the staff set them. */
export const StaffSessionView = SessionView.extend({
  graceMs: Milliseconds,
  toleranceMs: Milliseconds,
  minimumShare: z.number(),
  sizeLimitBytes: z.number(),
  takesPerInvitation: z.int(),
}).meta({ id: 'StaffSession' });

export const ReviewSummary = z
  .object({
    id: Id,
    stateCode: z.string(),
    stateName: z.string(),
    presessionAt: Instant.nullable(),
    slotMs: Milliseconds,
    /** As it stands: frozen, set, or by the rule. */
    floorTimeMs: Milliseconds,
    floorTimeFrozen: z.boolean(),
  })
  .meta({ id: 'ReviewSummary' });

export const OrganisationView = z
  .object({ id: Id, name: z.string(), kind: SpeakerKind, nhriStatus: z.enum(['A', 'B']).nullable() })
  .meta({ id: 'Organisation' });

export const FloorTimeView = z
  .object({ maximumMs: Milliseconds, minimumMs: Milliseconds, toleranceMs: Milliseconds })
  .meta({ id: 'FloorTime' });

export const FloorFit = z
  .discriminatedUnion('fit', [
    z.object({ fit: z.literal('within'), leftMs: Milliseconds }),
    z.object({ fit: z.literal('short'), leftMs: Milliseconds, missingMs: Milliseconds }),
    z.object({ fit: z.literal('needs_cut'), overMs: Milliseconds }),
    z.object({ fit: z.literal('over_tolerance'), overMs: Milliseconds }),
    z.object({ fit: z.literal('unknown') }),
  ])
  .meta({ id: 'FloorFit' });

/** Why a take or a cut ended badly, with figures for the sentence. */
export const ReasonView = z
  .object({ code: z.enum(PROBLEM_CODES), title: z.string(), figures: z.record(z.string(), z.number()) })
  .meta({ id: 'Reason' });

/** How far the work on a take or a cut has come. */
const WorkView = {
  /** Of the whole, and 1 only when it is ready. */
  progress: z.number().min(0).max(1),
  /** An estimate; null while too little is known, and where nothing is being made. */
  remainingMs: Milliseconds.nullable(),
  /** To be prepared or made, and not begun: others are before it. */
  waiting: z.boolean(),
};

export const CutView = z
  .object({
    id: Id,
    takeId: Id,
    revision: z.int(),
    edit: Edit,
    /** By the edit list. */
    lengthMs: Milliseconds,
    /** Of the frames that were made; null until then. This one decides. */
    measuredMs: Milliseconds.nullable(),
    state: z.enum(CUT_STATES),
    ...WorkView,
    /** Ended by somebody before it was made: it has not failed. */
    stopped: z.enum(['cancelled', 'superseded', 'turned']).nullable(),
    fit: FloorFit,
    madeBy: z.enum(['speaker', 'staff', 'pipeline']),
    removesOnlySilence: z.boolean().nullable(),
    previewUrl: z.string().nullable(),
    posterUrl: z.string().nullable(),
    /** The moment chosen for the poster; null: by measure. */
    posterMs: Milliseconds.nullable(),
    /** The chosen one is being made; until then the former is shown. */
    posterWaits: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'Cut' });

export const LoudnessView = z
  .object({ integratedLufs: z.number().nullable(), truePeakDbtp: z.number().nullable() })
  .meta({ id: 'Loudness' });

export const TakeView = z
  .object({
    id: Id,
    number: z.int(),
    state: z.enum(TAKE_STATES),
    way: z.enum(['tus', 'form']),
    fileName: z.string().nullable(),
    declaredBytes: z.number().nullable(),
    receivedBytes: z.number(),
    sizeBytes: z.number().nullable(),
    sha256: z.string().nullable(),
    beganAt: Instant,
    receivedAt: Instant.nullable(),
    ...WorkView,
    reason: ReasonView.nullable(),
    measuredMs: Milliseconds.nullable(),
    fit: FloorFit,
    findings: z.array(Finding),
    source: z
      .object({
        width: z.int(),
        height: z.int(),
        videoCodec: z.string(),
        audioCodec: z.string(),
        container: z.string(),
      })
      .nullable(),
    loudness: LoudnessView.nullable(),
    /** Of the whole take as prepared; grows while it is being prepared. Never the original. */
    previewUrl: z.string().nullable(),
    posterUrl: z.string().nullable(),
    receiptAvailable: z.boolean(),
    /** Degrees clockwise that it is turned by hand, or being turned: then it is preparing, and plays as it was. */
    turned: Turned,
    /** The last turn came to nothing: how far it was to be, and why. */
    turnFailed: z.object({ turned: Turned, reason: ReasonView }).nullable(),
    cuts: z.array(CutView),
  })
  .meta({ id: 'Take' });

export const DecisionView = z
  .object({
    id: Id,
    kind: z.enum(['approve', 'ask_changes', 'decline']),
    takeId: Id,
    cutId: Id.nullable(),
    messageToSpeaker: z.string().nullable(),
    needsYes: z.boolean(),
    answer: z.enum(['yes', 'no']).nullable(),
    answerNote: z.string().nullable(),
    decidedAt: Instant,
    answeredAt: Instant.nullable(),
    undoneAt: Instant.nullable(),
  })
  .meta({ id: 'Decision' });

/** A decision as staff see it: the internal reason and who decided. Never sent to a speaker. */
export const StaffDecisionView = DecisionView.extend({ reason: z.string(), decidedBy: z.string() }).meta({
  id: 'StaffDecision',
});

export const StatementHead = z.object({
  id: Id,
  state: z.enum(STATEMENT_STATES),
  version: z.int(),
  withdrawnAt: Instant.nullable(),
});

export const ConsentView = z.object({
  audience: Audience,
  endsAt: Instant.nullable(),
  givenAt: Instant.nullable(),
  masterAllowed: z.boolean(),
  appearance: Appearance,
  /** Its last day has passed: the statement is not shown. */
  ended: z.boolean(),
  /** What of it cannot be made yet: until it can, the statement is not shown. */
  unmet: z.array(z.enum(UNMET)),
  /** Under which the speaker appears, where that was chosen. */
  speakerName: z.string().nullable(),
  /** The current words were agreed to, by a name that was typed. */
  accepted: z.boolean(),
});

/** Derived, never stored: where a statement stands for the board. */
export const STAGES = [
  'invited',
  'due_soon',
  'missing',
  'arriving',
  'preparing',
  'failed',
  'refused',
  'to_review',
  'changes_requested',
  'awaiting_speaker',
  'approved',
  'in_programme',
  'declined',
  'withdrawn',
] as const;
export const Stage = z.enum(STAGES);

/** Given by the sign-in, which promises no shape. */
export const StaffId = z.string().min(1).max(64);

export const BoardRow = z
  .object({
    statementId: Id,
    invitationId: Id,
    organisation: OrganisationView,
    state: z.enum(STATEMENT_STATES),
    stage: Stage,
    deadlineAt: Instant.nullable(),
    assignedToId: StaffId.nullable(),
    version: z.int(),
    floorTimeMs: Milliseconds,
    take: z
      .object({
        id: Id,
        number: z.int(),
        state: z.enum(TAKE_STATES),
        ...WorkView,
        measuredMs: Milliseconds.nullable(),
        fit: FloorFit,
        reason: ReasonView.nullable(),
        stateSince: Instant,
      })
      .nullable(),
    /** Something about it failed and can be retried. */
    stuck: z.boolean(),
    /** The last day until which the speaker lets it be shown has passed. */
    consentEnded: z.boolean(),
    /** What the speaker asks for that cannot be made yet. */
    unmet: z.array(z.enum(UNMET)),
    /** Notes among the staff and comments for the speaker that are not settled. */
    open: z.object({ notes: z.int(), comments: z.int() }),
    /** What there is of it in words. Not asked: of whoever was declined or is gone, and what cannot be there yet. */
    words: z.object({
      written: z.enum(['there', 'missing', 'not_asked']),
      /** Of the newest version. Unchecked: a machine made all of them, and nobody has read them yet. */
      captions: z.enum(['there', 'unchecked', 'missing', 'not_asked']),
      issues: z.enum(['there', 'missing', 'not_asked']),
    }),
  })
  .meta({ id: 'BoardRow' });

export const Board = z
  .object({
    session: SessionView,
    serverNow: Instant,
    reviews: z.array(
      z.object({
        review: ReviewSummary.extend({ stateNames: z.object({ en: z.string(), fr: z.string() }) }),
        rows: z.array(BoardRow),
        published: z.object({ number: z.int(), publishedAt: Instant }).nullable(),
      }),
    ),
  })
  .meta({ id: 'Board' });

export const HistoryEntry = z
  .object({
    at: Instant,
    machine: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    actor: z.string(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'HistoryEntry' });

export const StatementDetail = z
  .object({
    statement: StatementHead,
    session: SessionView,
    review: ReviewSummary,
    organisation: OrganisationView,
    floor: FloorTimeView,
    consent: ConsentView.extend({
      /** The name that was typed to agree. */
      acceptedBy: z.string().nullable(),
      textVersion: z.string().nullable(),
      textLanguage: z.string().nullable(),
    }),
    takes: z.array(TakeView),
    decisions: z.array(StaffDecisionView),
    history: z.array(HistoryEntry),
    inProgramme: z.object({ revision: z.int(), position: z.int() }).nullable(),
    devices: z.array(z.object({ openedAt: Instant, byCode: z.boolean() })),
    /** Where its mails go; null where none was given, or it was erased. */
    email: z.string().nullable(),
    /** In which its speaker is written to. */
    language: z.string(),
    serverNow: Instant,
  })
  .meta({ id: 'StatementDetail' });
