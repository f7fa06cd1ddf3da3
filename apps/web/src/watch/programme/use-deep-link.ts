import { useRef } from 'react';
import { beginningOf } from './items.ts';
import type { Shown, View } from './use-programme.ts';

/** What is shown first begins at the statement that the address names; whatever follows, where somebody was. */
export function useDeepLink(view: View, statementId: string | undefined): View {
  const first = useRef<Shown | null>(null);
  if (view.step !== 'shown' || statementId === undefined) return view;
  first.current ??= view;
  if (view.opening !== first.current.opening) return view;
  const item = view.programme.revision.items.find(
    (one) => one.kind === 'statement' && one.statementId === statementId,
  );
  return item === undefined ? view : { ...view, startAtMs: beginningOf(item) };
}
