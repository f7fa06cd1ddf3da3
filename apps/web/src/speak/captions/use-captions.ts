import type { ApiProblem, Output } from '@rostrum/client';
import { useCallback, useState } from 'react';
import { api, type Statement } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { useReload } from '../statement/ahead.ts';

export type OwnCaptions = Output<'GET /api/v1/speaker/takes/{id}/captions'>;
export type OwnTrack = OwnCaptions['captions'][number];

export interface CaptionsResource {
  readonly captions: OwnCaptions | null;
  readonly problem: ApiProblem | null;
  readonly refetch: () => Promise<void>;
}

/** The captions of an own take, asked for again whenever something about the statement changed. */
export function useCaptions(takeId: string, view: Statement, first: OwnCaptions | null): CaptionsResource {
  const [captions, setCaptions] = useState(first);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const refetch = useCallback(async () => {
    try {
      setCaptions(await api('GET /api/v1/speaker/takes/{id}/captions', { params: { id: takeId } }));
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, [takeId]);
  useReload(refetch, first !== null, view);
  return { captions, problem, refetch };
}
