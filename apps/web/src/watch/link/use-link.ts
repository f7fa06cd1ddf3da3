import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, asProblem } from '../api.ts';
import { takeToken } from './take-token.ts';

export type LinkState =
  | { readonly step: 'opening' }
  | { readonly step: 'code'; readonly token: string }
  | { readonly step: 'open' }
  /** No link was opened here; this device was left; or the access it had is over. */
  | { readonly step: 'closed'; readonly why: 'none' | 'left' | 'ended' }
  | { readonly step: 'problem'; readonly problem: ApiProblem; readonly retry: (() => void) | null };

/** A link that says one of these will say it again. */
const FINAL: readonly string[] = ['link_unknown', 'link_expired', 'link_revoked', 'not_allowed'];

/** From the token in the address to a session on this device. The token lives in memory only. */
export function useLink() {
  const [state, setState] = useState<LinkState>({ step: 'opening' });
  const token = useRef<string | null>(null);
  const begun = useRef(false);
  const wasOpen = useRef(false);

  const open = useCallback(async () => {
    if (token.current === null) {
      // The cookie of an earlier visit may be there; the page finds out by asking for what it shows.
      setState({ step: 'open' });
      return;
    }
    setState({ step: 'opening' });
    try {
      const answer = await api('POST /api/v1/links/open', { body: { token: token.current } });
      if (answer.purpose === 'speaker') {
        location.replace(`/speak/#${token.current}`);
        return;
      }
      if (answer.outcome === 'open') wasOpen.current = true;
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
      read();
      void open();
    }
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, [open]);

  const entered = useCallback(() => {
    wasOpen.current = true;
    setState({ step: 'open' });
  }, []);
  const left = useCallback(() => {
    wasOpen.current = false;
    setState({ step: 'closed', why: 'left' });
  }, []);
  const seen = useCallback(() => {
    wasOpen.current = true;
  }, []);
  const denied = useCallback(() => {
    setState({ step: 'closed', why: wasOpen.current ? 'ended' : 'none' });
  }, []);
  return { state, entered, left, denied, seen, again: open };
}
