import { useEffect, useState } from 'react';
import { judgeSpace, type Space } from './quality.ts';

/** Whether two takes have room here; and asks the browser not to clear what is kept when room becomes short. */
export function useSpace(takeBytes: number): Space {
  const [space, setSpace] = useState<Space>({ kind: 'unknown' });
  useEffect(() => {
    let current = true;
    const ask = async () => {
      // Older browsers have neither.
      const estimate = await navigator.storage?.estimate?.();
      if (current) setSpace(judgeSpace(estimate ?? null, takeBytes));
      await navigator.storage?.persist?.();
    };
    ask().catch(() => undefined);
    return () => {
      current = false;
    };
  }, [takeBytes]);
  return space;
}
