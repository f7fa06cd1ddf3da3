import type { ApiProblem } from '@rostrum/client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, asProblem, isDenied } from '../api.ts';
import { forgetTab, isHeldInTab, keepInTab } from './tab-session.ts';
import { takeToken } from './take-token.ts';

export type LinkState =
  | { readonly step: 'opening' }
  | { readonly step: 'code'; readonly token: string }
  | { readonly step: 'open' }
  /** No link was opened here; this device was left; or the access it had is over. */
  | { readonly step: 'closed'; readonly why: 'none' | 'left' | 'ended' }
  /** The link is good, but the network takes away whatever tells that it was opened. */
  | { readonly step: 'stripped'; readonly again: (() => void) | null }
  | { readonly step: 'problem'; readonly problem: ApiProblem; readonly retry: (() => void) | null };

/** A link that says one of these will say it again. */
const FINAL: readonly string[] = ['link_unknown', 'link_expired', 'link_revoked', 'not_allowed'];

/** From the token in the address to a session on this device. The token lives in memory only. */
export function useLink() {
  const [state, setState] = useState<LinkState>({ step: 'opening' });
  const token = useRef<string | null>(null);
  const begun = useRef(false);
  const wasOpen = useRef(false);
  /** Until something was let in by a cookie: what asks for a session without one. */
  const ticket = useRef<string | null>(null);
  /** Such a session was given, and nothing was let in by it yet. */
  const untried = useRef(false);

  const entered = useCallback((given: string | null) => {
    // Another link than that of an earlier session in this tab.
    if (given !== null) forgetTab();
    ticket.current = given;
    untried.current = false;
    wasOpen.current = true;
    setState({ step: 'open' });
  }, []);

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
      if (answer.outcome === 'open') entered(answer.ticket);
      else setState({ step: 'code', token: token.current });
    } catch (error) {
      const problem = asProblem(error);
      const again = () => void open();
      // Our own page sent it: its header was taken on the way.
      if (problem.code === 'request_forged') setState({ step: 'stripped', again });
      else setState({ step: 'problem', problem, retry: FINAL.includes(problem.code) ? null : again });
    }
  }, [entered]);

  /** The link was opened, and the request after it was nobody's: no cookie came back. */
  const holdInTab = useCallback(async (given: string) => {
    setState({ step: 'opening' });
    try {
      keepInTab((await api('POST /api/v1/links/tab', { body: { ticket: given } })).token);
      ticket.current = null;
      untried.current = true;
      setState({ step: 'open' });
    } catch (error) {
      const problem = asProblem(error);
      if (isDenied(problem)) setState({ step: 'closed', why: 'ended' });
      else setState({ step: 'problem', problem, retry: () => void holdInTab(given) });
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

  const left = useCallback(() => {
    wasOpen.current = false;
    forgetTab();
    setState({ step: 'closed', why: 'left' });
  }, []);
  const seen = useCallback(() => {
    wasOpen.current = true;
    ticket.current = null;
    untried.current = false;
  }, []);
  const denied = useCallback(() => {
    if (ticket.current !== null) {
      void holdInTab(ticket.current);
      return;
    }
    const held = isHeldInTab();
    forgetTab();
    if (untried.current)
      setState({ step: 'stripped', again: token.current === null ? null : () => void open() });
    else setState({ step: 'closed', why: wasOpen.current || held ? 'ended' : 'none' });
  }, [holdInTab, open]);
  return { state, entered, left, denied, seen, again: open };
}
