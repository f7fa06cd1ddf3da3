/**
 * The three machines of a statement's way (and nothing else is stored as a state).
 * Each is one table: from → allowed next states. `transition()` of the database moves them,
 * guarded by the expected state, with history and audit in the same transaction.
 */
export type StateTable<S extends string> = { readonly [from in S]: readonly S[] };

export const TAKE_STATES = [
  'receiving',
  'received',
  'checking',
  'preparing',
  'ready',
  'refused',
  'failed',
  'abandoned',
] as const;
export type TakeState = (typeof TAKE_STATES)[number];

export const takeMachine: StateTable<TakeState> = {
  // Refused while receiving: the size or the declared hash disagree with what was stored.
  receiving: ['received', 'refused', 'abandoned', 'failed'],
  // Abandoned from here on: taken back by its speaker before it was ready.
  received: ['checking', 'failed', 'abandoned'],
  checking: ['preparing', 'refused', 'failed', 'abandoned'],
  // Prepare's one decode is the final measurement: it may still refuse.
  preparing: ['ready', 'refused', 'failed', 'abandoned'],
  // Prepared anew, with its picture turned; and back, as it was, where that comes to nothing.
  ready: ['preparing'],
  refused: [],
  // Retried by hand or by the sweep: from where the bytes are known to be whole.
  failed: ['received', 'receiving'],
  abandoned: [],
};

export const STATEMENT_STATES = [
  'invited',
  'in_review',
  'approved',
  'changes_requested',
  'awaiting_speaker',
  'declined',
  'withdrawn',
] as const;
export type StatementState = (typeof STATEMENT_STATES)[number];

export const statementMachine: StateTable<StatementState> = {
  invited: ['in_review', 'withdrawn'],
  in_review: ['approved', 'changes_requested', 'awaiting_speaker', 'declined', 'withdrawn'],
  // A newer take waits for its own decision; undo brings an approval back to review.
  approved: ['in_review', 'changes_requested', 'awaiting_speaker', 'declined', 'withdrawn'],
  changes_requested: ['in_review', 'approved', 'awaiting_speaker', 'declined', 'withdrawn'],
  // The speaker's yes approves; a no goes back to review.
  awaiting_speaker: ['approved', 'in_review', 'changes_requested', 'declined', 'withdrawn'],
  declined: ['in_review', 'withdrawn'],
  withdrawn: [],
};

export const PROGRAMME_REVISION_STATES = ['draft', 'published', 'superseded', 'withdrawn'] as const;
export type ProgrammeRevisionState = (typeof PROGRAMME_REVISION_STATES)[number];

export const programmeRevisionMachine: StateTable<ProgrammeRevisionState> = {
  draft: ['published'],
  published: ['superseded', 'withdrawn'],
  superseded: [],
  withdrawn: [],
};

export const CUT_STATES = ['making', 'ready', 'failed'] as const;
/** Where the work on a cut stands. A cut that is the whole take is born ready. */
export type CutState = (typeof CUT_STATES)[number];

export const machines = {
  take: takeMachine,
  statement: statementMachine,
  programmeRevision: programmeRevisionMachine,
} as const;
export type MachineName = keyof typeof machines;
export type StateOf<M extends MachineName> = keyof (typeof machines)[M] & string;

export function mayMove<M extends MachineName>(machine: M, from: StateOf<M>, to: StateOf<M>): boolean {
  const table = machines[machine] as StateTable<string>;
  return table[from]?.includes(to) ?? false;
}
