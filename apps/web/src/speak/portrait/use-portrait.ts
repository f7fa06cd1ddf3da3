import { type ApiProblem, sendForm } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { inPlace, placeHeaders } from '../place.ts';

const ADDRESS = '/api/v1/speaker/portrait';
const LOOK_AGAIN_MS = 2_000;
/** A worker takes a second or two; one that is behind others a little more. */
const LOOKS = 30;

export type PortraitState =
  | 'unknown'
  | 'none'
  | 'sending'
  | 'making'
  | 'kept'
  | 'there'
  | 'removing'
  | 'gone'
  | 'late';

export interface Portrait {
  readonly state: PortraitState;
  /** Its address, a new one for every picture. */
  readonly src: string | null;
  readonly problem: ApiProblem | null;
  readonly send: (file: File) => Promise<void>;
  readonly remove: () => Promise<void>;
}

const isThere = async (): Promise<boolean> => (await fetch(inPlace(ADDRESS), { method: 'HEAD' })).ok;

/** The own portrait: what is sent is made ready by somebody else, and looked for until it is there. */
export function usePortrait(): Portrait {
  const [state, setState] = useState<PortraitState>('unknown');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [made, setMade] = useState(0);
  const leaving = useRef(false);

  useEffect(() => {
    leaving.current = false;
    void isThere().then(
      (there) => {
        if (leaving.current) return;
        if (there) setMade((count) => count + 1);
        setState(there ? 'kept' : 'none');
      },
      () => setState('none'),
    );
    return () => {
      leaving.current = true;
    };
  }, []);

  const send = useCallback(async (file: File) => {
    setProblem(null);
    setMade(0);
    setState('sending');
    try {
      await sendForm(
        'PUT /api/v1/speaker/portrait',
        { params: {}, form: { file } },
        { headers: placeHeaders },
      );
      setState('making');
      for (let look = 0; look < LOOKS && !leaving.current; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
        if (!(await isThere())) continue;
        setMade((count) => count + look + 1);
        return setState('there');
      }
      // Behind others, or read by nobody: from here both look alike.
      setState('late');
    } catch (error) {
      setProblem(asProblem(error));
      // What is refused replaces nothing.
      const there = await isThere().catch(() => false);
      setMade((count) => (there ? count + 1 : 0));
      setState(there ? 'kept' : 'none');
    }
  }, []);

  const remove = useCallback(async () => {
    setProblem(null);
    setState('removing');
    try {
      await api('DELETE /api/v1/speaker/portrait');
      setMade(0);
      setState('gone');
    } catch (error) {
      setProblem(asProblem(error));
      setState('kept');
    }
  }, []);

  return { state, src: made === 0 ? null : inPlace(ADDRESS, `made=${made}`), problem, send, remove };
}
