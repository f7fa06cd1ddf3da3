/** Another one each time, and its statement's alone. */
export const newNameOf = (statementId: string): string =>
  `${statementId}.${Math.random().toString(36).slice(2)}.part`;

export const isOf = (name: string, statementId: string): boolean => name.startsWith(`${statementId}.`);
