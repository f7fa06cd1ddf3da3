import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { setSearch, useSearch } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import styles from './side.module.css';

export const SIDE_TABS = ['review', 'versions', 'words', 'access', 'history'] as const;
export type SideTab = (typeof SIDE_TABS)[number];

/** In the address, so that a reload and a link come to the same place. */
export function useSideTab(): readonly [SideTab, (tab: SideTab) => void] {
  const asked = useSearch().get('tab');
  const tab = SIDE_TABS.find((one) => one === asked) ?? 'review';
  return [tab, (next) => setSearch({ tab: next === 'review' ? undefined : next })];
}

/** There may be more tabs than the panel is wide. Along the list alone: the page stays where it is. */
function showTab(list: HTMLElement, tab: SideTab): void {
  const one = list.querySelector(`#tab-${tab}`)?.getBoundingClientRect();
  const around = list.getBoundingClientRect();
  if (one && (one.left < around.left || one.right > around.right)) {
    list.scrollLeft += (one.left + one.right - around.left - around.right) / 2;
  }
}

interface SideTabsProps {
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  /** What each holds; all but the one on show are not rendered. */
  readonly children: ReactNode;
}

/** One thing at a time beside the stage. `<` and `>` go from tab to tab, wherever the focus is, and take it along. */
export function SideTabs({ tab, onTab, children }: SideTabsProps) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const at = SIDE_TABS.indexOf(tab);
  const panel = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  // Whoever turns to another tab by a key is in it, and reaches what it holds with the next Tab.
  useEffect(() => {
    if (byKey.current) panel.current?.focus({ preventScroll: true });
    byKey.current = false;
    if (list.current) showTab(list.current, tab);
  }, [tab]);
  const step = (by: number) => SIDE_TABS[(at + by + SIDE_TABS.length) % SIDE_TABS.length] ?? 'review';
  const turn = (by: number) => () => {
    byKey.current = true;
    onTab(step(by));
  };
  useKeys({ '<': turn(-1), '>': turn(1) });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = step(by);
    onTab(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <>
      <div ref={list} role="tablist" aria-label={t('side.tabs')} className={styles.tabs}>
        {SIDE_TABS.map((one) => (
          <button
            key={one}
            id={`tab-${one}`}
            type="button"
            role="tab"
            aria-selected={one === tab}
            aria-controls="side-panel"
            tabIndex={one === tab ? 0 : -1}
            className={styles.tab}
            onClick={() => onTab(one)}
            onKeyDown={onKeyDown}
          >
            {t(`side.${one}`)}
          </button>
        ))}
      </div>
      <div
        ref={panel}
        id="side-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reached to be scrolled by keys
        tabIndex={0}
        className={styles.panel}
        key={tab}
      >
        {children}
      </div>
    </>
  );
}
