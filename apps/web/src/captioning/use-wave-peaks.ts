import { type Peaks, readPeaks } from '@rostrum/domain';
import { useEffect, useRef, useState } from 'react';

/** The waveform at an address, once for what it is of: its signed address changes, and what it is of never does. */
export function useWavePeaks(of: string, address: string | undefined): Peaks | undefined {
  const [peaks, setPeaks] = useState<Peaks>();
  const latest = useRef(address);
  latest.current = address;
  const there = address !== undefined;
  useEffect(() => {
    setPeaks(undefined);
    if (!there) return;
    const left = new AbortController();
    void fetch(latest.current ?? '', { signal: left.signal })
      .then(async (answer) => {
        if (answer.ok) setPeaks(readPeaks(await answer.arrayBuffer()));
      })
      // Without it the captions can be worked on as well.
      .catch(() => undefined);
    return () => left.abort();
  }, [of, there]);
  return peaks;
}
