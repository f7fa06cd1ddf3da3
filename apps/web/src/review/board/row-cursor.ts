/** The cursor among rows is the browser's own focus, on each row's link: Enter opens, and it is read out. */
const ROW = 'li[data-statement]';

const rowAt = (element: Element | null): HTMLElement | null => element?.closest<HTMLElement>(ROW) ?? null;

export const statementAtCursor = (): string | undefined => rowAt(document.activeElement)?.dataset.statement;

export function buttonAtCursor(): HTMLElement | null {
  return rowAt(document.activeElement)?.querySelector<HTMLElement>('button[aria-haspopup]') ?? null;
}

/** To the next or the last of the rows that are shown; from nowhere, to the first. */
export function moveCursor(shown: readonly string[], by: 1 | -1): void {
  const at = statementAtCursor();
  const index = at === undefined ? -1 : shown.indexOf(at);
  const next = index < 0 ? (by === 1 ? 0 : shown.length - 1) : index + by;
  const id = shown[Math.min(shown.length - 1, Math.max(0, next))];
  if (id !== undefined) focusRow(id);
}

/** False where it is not there yet. */
export function focusRow(statementId: string, block: 'nearest' | 'center' = 'nearest'): boolean {
  const row = document.querySelector<HTMLElement>(
    `li[data-statement="${CSS.escape(statementId)}"]:not([hidden])`,
  );
  const link = row?.querySelector<HTMLElement>('a');
  if (!row || !link) return false;
  link.focus({ preventScroll: true });
  row.scrollIntoView({ block });
  return document.activeElement === link;
}

/** An arrow moves the cursor only while it is among the rows: elsewhere the page scrolls. */
export const isAmongRows = (target: EventTarget | null): boolean =>
  target instanceof Element && rowAt(target) !== null;
