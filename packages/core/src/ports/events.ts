/** Says that something changed; the listener asks for what. Ids only: it passes through the database. */
export interface LiveEvent {
  sessionId: string;
  reviewId: string;
  /** Present for what one statement's speaker may hear too. */
  statementId?: string;
  invitationId?: string;
  what:
    | 'take'
    | 'progress'
    | 'cut'
    | 'captions'
    | 'written'
    | 'statement'
    | 'programme'
    | 'device'
    /** Of the staff alone: never with an invitation, so that no speaker hears it. */
    | 'remark'
    | 'checklist'
    | 'presence'
    /** Of a mission to a speaker, or what became of one. */
    | 'question'
    /** What a speaker sets out, issue by issue. */
    | 'recommendations';
}

/** Reaches every process. Nothing is kept: a listener that was away asks again on return. */
export interface Events {
  publish(event: LiveEvent): Promise<void>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
  close(): Promise<void>;
}
