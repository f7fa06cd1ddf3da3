import { useQuery } from '@tanstack/react-query';
import { type Peaks, readPeaks } from './read-peaks.ts';

export interface FoundPeaks {
  /** Undefined while they are fetched, and where there are none. */
  readonly peaks: Peaks | undefined;
  /** They were asked for and cannot be read. */
  readonly peaksFailed: boolean;
}

/** The waveform of a take or a cut, once: what was made never changes, though its signed address does. */
export function usePeaks(id: string, address: string | undefined): FoundPeaks {
  const { data, isError } = useQuery({
    queryKey: ['peaks', id],
    queryFn: async ({ signal }) => {
      const answer = await fetch(address ?? '', { signal });
      if (!answer.ok) throw new Error(`answered ${answer.status}`);
      return readPeaks(await answer.arrayBuffer());
    },
    enabled: address !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: (query) => query.state.status === 'error',
    retry: 1,
  });
  return { peaks: data, peaksFailed: isError };
}
