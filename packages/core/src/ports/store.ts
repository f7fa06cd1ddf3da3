import type { Actor, MachineName, StateOf } from '@rostrum/domain';
import type { AccessRecords } from './store/access.ts';
import type { Administration } from './store/administration.ts';
import type { AskedQuestions } from './store/asked-questions.ts';
import type { AttendanceRecords } from './store/attendance.ts';
import type { BoardStore } from './store/board.ts';
import type { CaptionsStore } from './store/captions.ts';
import type { Checklists } from './store/checklists.ts';
import type { Cuts } from './store/cuts.ts';
import type { Decisions } from './store/decisions.ts';
import type { Erasures } from './store/erasures.ts';
import type { HalfDays } from './store/half-days.ts';
import type { AuditEntryRecord, History } from './store/history.ts';
import type { Invitations } from './store/invitations.ts';
import type { Links } from './store/links.ts';
import type { Mail } from './store/mail.ts';
import type { MediaSets } from './store/media-sets.ts';
import type { Missions } from './store/missions.ts';
import type { Planning } from './store/planning.ts';
import type { Presence } from './store/presence.ts';
import type { Programmes } from './store/programmes.ts';
import type { Receipts } from './store/receipts.ts';
import type { Recommendations } from './store/recommendations.ts';
import type { Comments, Judgements, Remarks } from './store/remarks.ts';
import type { Reviews } from './store/reviews.ts';
import type { Screenings } from './store/screenings.ts';
import type { Settings } from './store/settings.ts';
import type { Statements } from './store/statements.ts';
import type { Takes } from './store/takes.ts';
import type { Templates } from './store/templates.ts';
import type { TitleCards } from './store/title-cards.ts';
import type { WrittenTexts } from './store/written-texts.ts';

/** One repository an aggregate: they read and write rows and decide nothing. */
export interface Repositories {
  administration: Administration;
  settings: Settings;
  board: BoardStore;
  takes: Takes;
  cuts: Cuts;
  captions: CaptionsStore;
  mediaSets: MediaSets;
  receipts: Receipts;
  mail: Mail;
  erasures: Erasures;
  statements: Statements;
  decisions: Decisions;
  programmes: Programmes;
  screenings: Screenings;
  reviews: Reviews;
  invitations: Invitations;
  links: Links;
  missions: Missions;
  attendance: AttendanceRecords;
  halfDays: HalfDays;
  history: History;
  access: AccessRecords;
  planning: Planning;
  /** Among the staff; never read for a speaker. */
  notes: Remarks;
  /** For the speaker. */
  comments: Comments;
  judgements: Judgements;
  checklists: Checklists;
  presence: Presence;
  templates: Templates;
  askedQuestions: AskedQuestions;
  recommendations: Recommendations;
  titleCards: TitleCards;
  writtenTexts: WrittenTexts;
}

export interface Move<M extends MachineName> {
  id: string;
  from: StateOf<M>;
  to: StateOf<M>;
  actor: Actor;
  /** A code, never free text: history outlives the person it is about. */
  reason?: string;
}

export interface AuditRecord {
  action: string;
  actor: Actor;
  subject: {
    kind:
      | 'statement'
      | 'take'
      | 'cut'
      | 'programme'
      | 'invitation'
      | 'mission'
      | 'staff'
      | 'setting'
      | 'mail'
      | 'job'
      | 'review'
      | 'session';
    id: string;
  };
  /** Ids and figures only: no address, name, file name or token (a test greps for them). */
  payload: Record<string, string | number | boolean | null>;
}

export interface AuditVerification {
  whole: boolean;
  /** That were found whole, up to the first that is not. */
  entries: number;
  firstBroken: number | null;
  /** Of the subjects that were named, in the chain's order. */
  own: (AuditEntryRecord & {
    /** `unproven`: behind a broken one, nothing vouches for it. */
    standing: 'whole' | 'broken' | 'unproven';
  })[];
}

export interface Tx extends Repositories {
  /**
   * Moves one machine, guarded: update … where state = from. Writes the history row and the audit entry in
   * this transaction. 'lost' means that somebody else moved it first; nothing was written. A move that the
   * machine's table does not know throws.
   */
  move<M extends MachineName>(machine: M, move: Move<M>): Promise<'moved' | 'lost'>;
  audit(record: AuditRecord): Promise<void>;
  /** Runs after the commit, once: publishing events, adding jobs. Never runs when the transaction fails. */
  afterCommit(work: () => Promise<void>): void;
}

/** The database. Reads outside a transaction see what is committed. */
export interface Store extends Repositories {
  /**
   * One transaction. Serialization failures and deadlocks are tried again by the store, so `work` may run
   * more than once and must touch nothing but `tx`; whatever else is to happen goes to `afterCommit`.
   */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Walks the whole chain. @param subjectIds whose entries are to be told one by one */
  verifyAudit(subjectIds?: readonly string[]): Promise<AuditVerification>;
  health(): Promise<void>;
  close(): Promise<void>;
}
