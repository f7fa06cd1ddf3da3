import { useQuery } from '@tanstack/react-query';
import { type Peaks, readPeaks } from './read-peaks.ts';

/**
 * The waveform of a take or a cut, once: what was made never changes, though its signed address does.
 * Undefined while it is fetched, and where there is none.
 */
export function usePeaks(id: string, address: string | undefined): Peaks | undefined {
  const { data } = useQuery({
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
  return data;
}
