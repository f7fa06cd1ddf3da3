import { type ComponentPropsWithRef, type MouseEvent, useSyncExternalStore } from 'react';
import { Link } from '../kit/button.tsx';

export const ROOT = '/review/';

export const PLAIN_PAGES = [
  'staff',
  'queue',
  'mail',
  'storage',
  'settings',
  'templates',
  'themes',
  'audit',
  'mailbox',
  'account',
] as const;
export type PlainPage = (typeof PLAIN_PAGES)[number];

export type Place =
  | { readonly page: 'board'; readonly sessionId: string | undefined }
  | { readonly page: 'statement' | 'captions'; readonly id: string }
  | { readonly page: 'programme'; readonly reviewId: string }
  | {
      readonly page: 'missions' | 'plan' | 'questions' | 'half-days' | 'recommendations';
      readonly sessionId: string | undefined;
    }
  | { readonly page: 'import'; readonly sessionId: string }
  | { readonly page: 'invitations'; readonly reviewId: string }
  | { readonly page: 'checklist'; readonly sessionId: string }
  | { readonly page: PlainPage | 'nothing' };

export function placeOf(pathname: string): Place {
  const [first, second, third, ...more] = pathname
    .replace(/^\/review\/?/, '')
    .split('/')
    .filter(Boolean);
  if (more.length > 0) return { page: 'nothing' };
  switch (first) {
    case undefined:
      return { page: 'board', sessionId: undefined };
    case 'sessions':
      if (
        second &&
        (third === 'missions' ||
          third === 'plan' ||
          third === 'questions' ||
          third === 'half-days' ||
          third === 'recommendations')
      ) {
        return { page: third, sessionId: second };
      }
      if (second && third === 'import') return { page: 'import', sessionId: second };
      if (second && third === 'checklist') return { page: 'checklist', sessionId: second };
      return second && !third ? { page: 'board', sessionId: second } : { page: 'nothing' };
    case 'statements':
      if (second && third === 'captions') return { page: 'captions', id: second };
      return second && !third ? { page: 'statement', id: second } : { page: 'nothing' };
    case 'reviews':
      return second && (third === 'programme' || third === 'invitations')
        ? { page: third, reviewId: second }
        : { page: 'nothing' };
    case 'missions':
    case 'plan':
    case 'questions':
    case 'half-days':
    case 'recommendations':
      return second ? { page: 'nothing' } : { page: first, sessionId: undefined };
    default: {
      const plain = second ? undefined : PLAIN_PAGES.find((page) => page === first);
      return { page: plain ?? 'nothing' };
    }
  }
}

export const to = {
  board: (sessionId?: string) => (sessionId ? `${ROOT}sessions/${sessionId}` : ROOT),
  statement: (id: string) => `${ROOT}statements/${id}`,
  captions: (statementId: string) => `${ROOT}statements/${statementId}/captions`,
  programme: (reviewId: string) => `${ROOT}reviews/${reviewId}/programme`,
  checklist: (sessionId: string) => `${ROOT}sessions/${sessionId}/checklist`,
  missions: (sessionId?: string) => (sessionId ? `${ROOT}sessions/${sessionId}/missions` : `${ROOT}missions`),
  questions: (sessionId?: string) =>
    sessionId ? `${ROOT}sessions/${sessionId}/questions` : `${ROOT}questions`,
  halfDays: (sessionId?: string) =>
    sessionId ? `${ROOT}sessions/${sessionId}/half-days` : `${ROOT}half-days`,
  issues: (sessionId?: string) =>
    sessionId ? `${ROOT}sessions/${sessionId}/recommendations` : `${ROOT}recommendations`,
  plan: (sessionId?: string) => (sessionId ? `${ROOT}sessions/${sessionId}/plan` : `${ROOT}plan`),
  importInto: (sessionId: string) => `${ROOT}sessions/${sessionId}/import`,
  invitations: (reviewId: string) => `${ROOT}reviews/${reviewId}/invitations`,
  page: (page: PlainPage) => `${ROOT}${page}`,
} as const;

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** Asked for, and not in the address yet: writing there costs a tenth of what an answer may take. */
let asked: string | undefined;
let writing: ReturnType<typeof setTimeout> | undefined;
const WRITTEN_AFTER_MS = 150;
const searchNow = (): string => asked ?? location.search;

function writeSearch(): void {
  clearTimeout(writing);
  if (asked !== undefined) history.replaceState(null, '', `${location.pathname}${asked}`);
  asked = undefined;
}

function onPopState(): void {
  clearTimeout(writing);
  asked = undefined;
  tell();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener('popstate', onPopState);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener('popstate', tell);
  };
}

export function navigate(address: string, { replace = false } = {}): void {
  writeSearch();
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  tell();
}

export const usePathname = (): string => useSyncExternalStore(subscribe, () => location.pathname);
export const useSearch = (): URLSearchParams =>
  new URLSearchParams(useSyncExternalStore(subscribe, searchNow));

/** Writes what is filtered into the address, so that it can be sent on and survives a reload. */
export function setSearch(changes: Readonly<Record<string, string | undefined>>): void {
  const search = new URLSearchParams(searchNow());
  for (const [key, value] of Object.entries(changes)) {
    if (value) search.set(key, value);
    else search.delete(key);
  }
  asked = search.size > 0 ? `?${search}` : '';
  clearTimeout(writing);
  writing = setTimeout(writeSearch, WRITTEN_AFTER_MS);
  tell();
}

/** A link within this entrance: new tabs and windows work as with any other. */
export function Go({ href, onClick, ...rest }: ComponentPropsWithRef<'a'> & { readonly href: string }) {
  const onPress = (event: MouseEvent<HTMLAnchorElement>) => follow(event, href, onClick);
  // A link with a look of its own lies in a list; any other one looks as the kit's.
  return rest.className ? (
    <a {...rest} href={href} onClick={onPress} />
  ) : (
    <Link {...rest} href={href} onClick={onPress} />
  );
}

export function follow(
  event: MouseEvent<HTMLAnchorElement>,
  href: string,
  also?: (event: MouseEvent<HTMLAnchorElement>) => void,
): void {
  also?.(event);
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  navigate(href);
}
