import { type ComponentPropsWithRef, type MouseEvent, useSyncExternalStore } from 'react';

export * from './place.ts';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

export function goTo(address: string): void {
  history.pushState(null, '', address);
  window.scrollTo(0, 0);
  for (const listener of listeners) listener();
}

export const usePathname = (): string => useSyncExternalStore(subscribe, () => location.pathname);

/** What a link within this entrance does when it is pressed: new tabs and windows work as with any other. */
export const goesTo = (href: string) => (event: MouseEvent<HTMLAnchorElement>) => {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  goTo(href);
};

export function Go({ href, ...rest }: ComponentPropsWithRef<'a'> & { readonly href: string }) {
  return <a {...rest} href={href} onClick={goesTo(href)} />;
}
