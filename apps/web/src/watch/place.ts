export const HOME = '/watch/';
/** What all speakers of the session ask, to be searched. */
export const RECOMMENDATIONS = `${HOME}recommendations`;

export type Place =
  | { readonly page: 'home' }
  | {
      readonly page: 'review' | 'public';
      readonly id: string;
      readonly statementId?: string;
      readonly alone?: true;
    }
  | { readonly page: 'recommendations' | 'nothing' };

export function placeOf(pathname: string): Place {
  const parts = pathname
    .replace(/^\/watch\/?/, '')
    .split('/')
    .filter(Boolean);
  const [first, id, third, statementId, last] = parts;
  if (first === undefined || (first === 'index.html' && parts.length === 1)) return { page: 'home' };
  if (first === 'reviews' && id && parts.length === 2) return { page: 'review', id };
  if (first === 'reviews' && id && third === 'statements' && statementId && parts.length === 4) {
    return { page: 'review', id, statementId };
  }
  if (
    first === 'reviews' &&
    id &&
    third === 'statements' &&
    statementId &&
    last === 'alone' &&
    parts.length === 5
  ) {
    return { page: 'review', id, statementId, alone: true };
  }
  if (first === 'recommendations' && parts.length === 1) return { page: 'recommendations' };
  // A programme that is public: an address without a link.
  if (first === 'public' && id && parts.length === 2) return { page: 'public', id };
  return { page: 'nothing' };
}

/** The same, without a link, where it is public. */
export const publicAddress = (id: string): string => `${HOME}public/${id}`;
export const reviewAddress = (id: string): string => `${HOME}reviews/${id}`;
/** The same page, at one of its statements. */
export const statementAddress = (id: string, statementId: string): string =>
  `${reviewAddress(id)}/statements/${statementId}`;

/** That statement and nothing else. */
export const aloneAddress = (id: string, statementId: string): string =>
  `${statementAddress(id, statementId)}/alone`;
