export const DRAFTS = 'rostrum.draft.';

/** Every draft names its statement: what is written for one can be forgotten alone. */
export const draftNames = {
  consent: (statementId: string) => `consent.${statementId}`,
  answer: (statementId: string, decisionId: string) => `answer.${statementId}.${decisionId}`,
  captions: (statementId: string, takeId: string, language: string) =>
    `captions.${statementId}.${takeId}.${language}`,
  written: (statementId: string, language: string) => `written.${statementId}.${language}`,
} as const;

/** Whether something kept under this key is a draft of that statement, or of any. */
export const isDraftOf = (key: string, statementId?: string): boolean =>
  key.startsWith(DRAFTS) && (statementId === undefined || key.split('.').includes(statementId));
