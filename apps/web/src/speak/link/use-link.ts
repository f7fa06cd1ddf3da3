import { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { token as earlyToken, openingOf } from '../early.ts';
import { takeToken } from './read-token.ts';

/** Nobody has opened a link here; this device was left; or it was open, and the link was closed meanwhile. */
export type ClosedBecause = 'unopened' | 'left' | 'ended';

export type LinkState =
  | { readonly step: 'opening' }
  | { readonly step: 'code'; readonly token: string }
  /** `byHand` where somebody was asked for a code before: the keyboard goes on from what appears then. */
  | { readonly step: 'open'; readonly byHand?: boolean }
  | { readonly step: 'closed'; readonly why: ClosedBecause }
  | { readonly step: 'problem'; readonly problem: ApiProblem; readonly retry: (() => void) | null };

/** A link that says one of these will say it again. */
const FINAL = ['link_unknown', 'link_expired', 'link_revoked', 'not_allowed'];

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({ code: 'internal', status: 0, title: '', cause: error });
}

/** From the token in the address to a session on this device. The token lives in memory only. */
export function useLink() {
  const [state, setState] = useState<LinkState>({ step: 'opening' });
  const token = useRef<string | null>(earlyToken);
  const begun = useRef(false);

  const open = useCallback(async () => {
    setState({ step: 'opening' });
    if (token.current === null) {
      // The cookie of an earlier visit may be there; the page finds out by asking for the statement.
      setState({ step: 'open' });
      return;
    }
    try {
      const answer = await openingOf(token.current);
      if (answer.purpose === 'delegate') {
        location.replace(`/watch/#${token.current}`);
        return;
      }
      setState(answer.outcome === 'open' ? { step: 'open' } : { step: 'code', token: token.current });
    } catch (error) {
      const problem = asProblem(error);
      setState({ step: 'problem', problem, retry: FINAL.includes(problem.code) ? null : () => void open() });
    }
  }, []);

  useEffect(() => {
    const read = () => {
      const found = takeToken(location, history);
      if (found) token.current = found;
      return found;
    };
    // A link pasted into the address of the open page only changes the fragment.
    const onHash = () => {
      if (read()) void open();
    };
    if (!begun.current) {
      begun.current = true;
      void open();
    }
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [open]);

  const close = useCallback((why: ClosedBecause) => setState({ step: 'closed', why }), []);
  const entered = useCallback(() => setState({ step: 'open', byHand: true }), []);
  return { state, close, entered, again: open };
}
