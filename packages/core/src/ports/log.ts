/** Ids, codes and figures. A test greps the whole log for names, addresses and tokens. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** The error's message and stack are kept: never put a person's words into a message. */
  error(event: string, error: unknown, fields?: LogFields): void;
}
