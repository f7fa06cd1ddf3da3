/** Somebody who has a statement open just now. */
export interface PresentRecord {
  userId: string;
  name: string;
  /** Of the page that was opened first. */
  since: Date;
}

export interface Presence {
  /** True where this page was not there before. */
  seen(page: { statementId: string; userId: string; pageId: string; at: Date }): Promise<boolean>;
  /** True where it was there. */
  left(page: { statementId: string; userId: string; pageId: string }): Promise<boolean>;
  /** One a person, those who came first first. */
  present(statementId: string): Promise<PresentRecord[]>;
  /** Forgets pages that were not heard of since; true where there were any. */
  forget(statementId: string, before: Date): Promise<boolean>;
  /** The same of all statements. */
  forgetAll(before: Date): Promise<number>;
}
