import { useState } from 'react';
import { useDraft } from './drafts.ts';

/** A form in a dialog, open again where it was being written when the page was left or the sign-in ended. */
export function useFormDialog(key: string) {
  const [kept, keep] = useDraft(key);
  const [open, setOpen] = useState(kept !== undefined);
  return {
    open,
    show: () => setOpen(true),
    close: () => {
      keep(undefined);
      setOpen(false);
    },
  };
}

/** The same for one of a list, of which one at a time is changed. */
export function useEdited(key: string) {
  const [id, setId] = useDraft(`${key}.of`);
  const draft = `${key}.form`;
  const [, keep] = useDraft(draft);
  const turnTo = (next: string | undefined) => {
    keep(undefined);
    setId(next);
  };
  return { id, draft, begin: (of: string) => turnTo(of), end: () => turnTo(undefined) };
}
