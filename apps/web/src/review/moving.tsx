import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { join } from '../kit/join.ts';
import styles from './moving.module.css';

export type MoveBy = -1 | 1;

const NAME = 'name';
/** The part of a row that every row has, and that has the focus where no other can. */
export const namePart = { 'data-part': NAME, 'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown' } as const;

/** A row moves by Alt and the arrow keys, wherever the focus is in it. */
export const movingRow = (id: string, onMove: (by: MoveBy) => void) => ({
  'data-row': id,
  onKeyDown: (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  },
});

/**
 * A list whose rows are moved. A row that moved keeps the focus, which its place in the page loses; a button that
 * leads nowhere there hands it on to the row's name.
 *
 * @param stands false while the list is still about to be drawn as it was moved
 */
export function useMoving<List extends HTMLElement>(stands = true) {
  const list = useRef<List>(null);
  const held = useRef<{ readonly id: string; readonly part: string } | null>(null);
  const [said, say] = useState('');
  useEffect(() => {
    if (held.current === null || !stands) return;
    const { id, part } = held.current;
    held.current = null;
    const row = list.current?.querySelector(`[data-row="${id}"]`);
    const at = (name: string) => row?.querySelector<HTMLElement>(`[data-part="${name}"]:not(:disabled)`);
    (at(part) ?? at(NAME))?.focus();
  });
  return {
    list,
    /** What was done, for who does not see it. */
    said,
    say,
    /** Which part of a row has the focus, asked before it moves. */
    part: (): string => document.activeElement?.getAttribute('data-part') ?? NAME,
    moved: (id: string, part: string, words: string) => {
      held.current = { id, part };
      say(words);
    },
  };
}

interface MoveButtonsProps {
  readonly up: string;
  readonly down: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly className: string | undefined;
  readonly onMove: (by: MoveBy) => void;
}

export function MoveButtons({ up, down, first, last, className, onMove }: MoveButtonsProps) {
  const way = { kind: 'plain', iconOnly: true, icon: 'down' } as const;
  return (
    <span className={join(styles.moves, className)}>
      <Button {...way} data-part="up" className={styles.up} disabled={first} onClick={() => onMove(-1)}>
        {up}
      </Button>
      <Button {...way} data-part="down" disabled={last} onClick={() => onMove(1)}>
        {down}
      </Button>
    </span>
  );
}
