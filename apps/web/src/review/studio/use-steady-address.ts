import { useEffect, useState } from 'react';

/** The signature in an address changes at every asking; the video must not start again for that. */
export function useSteadyAddress(id: string, url: string | null): string | null {
  const [kept, setKept] = useState({ id, url });
  const same = kept.id === id && kept.url !== null && url !== null;
  useEffect(() => {
    if (!same) setKept({ id, url });
  }, [same, id, url]);
  return same ? kept.url : url;
}
