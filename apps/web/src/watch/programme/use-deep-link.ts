import { useRef } from 'react';
import type { Item } from '../api.ts';
import { beginningOf, momentIn } from './items.ts';
import type { Shown, View } from './use-programme.ts';

/** What is shown first begins at the statement that the address names; whatever follows, where somebody was. */
export function useDeepLink(view: View, statementId: string | undefined): View {
  const first = useRef<Shown | null>(null);
  // Of the address that the page came by: it is changed while it is looked at.
  const at = useRef(location.search);
  if (view.step !== 'shown' || statementId === undefined) return view;
  first.current ??= view;
  if (view.opening !== first.current.opening) return view;
  const item = view.programme.revision.items.find(
    (one) => one.kind === 'statement' && one.statementId === statementId,
  );
  return item === undefined ? view : { ...view, startAtMs: beginsAt(item, at.current) };
}

/** `?at=` names a moment of what is shown of the statement. */
export function beginsAt(item: Item, search: string): number {
  const asked = new URLSearchParams(search).get('at') ?? '';
  const atMs = /^\d{1,8}$/.test(asked) ? Number(asked) : null;
  const isIn = atMs !== null && atMs < item.lengthMs - item.cardMs;
  return isIn ? momentIn(item, atMs) : beginningOf(item);
}
