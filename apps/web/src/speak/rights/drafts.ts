import { DRAFTS } from '../answer/draft-name.ts';

/**
 * What was typed and not saved yet, on this device alone: a failed request, a reload or an empty battery takes
 * nothing of it. Gone as soon as it is saved, and with the statement.
 */
export function keepDraft(name: string, draft: Readonly<Record<string, unknown>>): void {
  try {
    localStorage.setItem(DRAFTS + name, JSON.stringify(draft));
  } catch {
    // Storage is forbidden or full: what is typed then lasts as long as the page.
  }
}

/** Unchecked: whoever reads it takes what fits. */
export function readDraft(name: string): Readonly<Record<string, unknown>> | null {
  try {
    const draft: unknown = JSON.parse(localStorage.getItem(DRAFTS + name) ?? 'null');
    return typeof draft === 'object' && draft !== null ? { ...draft } : null;
  } catch {
    return null;
  }
}

export function forgetDraft(name: string): void {
  try {
    localStorage.removeItem(DRAFTS + name);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}
