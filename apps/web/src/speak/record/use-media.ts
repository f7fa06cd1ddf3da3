import { useEffect, useState } from 'react';

const matches = (query: string) => typeof matchMedia === 'function' && matchMedia(query).matches;

/** Whether a media query holds, as it changes. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matches(query));
  useEffect(() => {
    const look = () => setHolds(matches(query));
    look();
    // Turning a phone changes its size; `change` of a query is younger than the oldest browser served.
    window.addEventListener('resize', look);
    return () => window.removeEventListener('resize', look);
  }, [query]);
  return holds;
}
