import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import kit from '../../kit/tabs.module.css';
import { useWords } from '../words/use-words.ts';
import styles from './side-tabs.module.css';

export interface SideTab {
  readonly id: string;
  readonly label: string;
  readonly content: ReactNode;
  /** It goes on while another is shown, once it was. */
  readonly stays?: boolean;
}

export interface SideTabsProps {
  readonly tabs: readonly SideTab[];
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}

/**
 * Tabs as the kit's look, by the pattern of ARIA's authoring practices, and without its library: they are there with
 * the first picture.
 */
export function SideTabs({ tabs, selected, onSelect }: SideTabsProps) {
  const { t, direction } = useWords();
  const own = useId();
  const list = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  if (!seen.has(selected)) setSeen(new Set([...seen, selected]));
  const at = tabs.findIndex(({ id }) => id === selected);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const on = direction === 'rtl' ? -1 : 1;
    const last = tabs.length - 1;
    const next = { ArrowRight: at + on, ArrowLeft: at - on, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const tab = tabs[(next + tabs.length) % tabs.length];
    if (!tab) return;
    onSelect(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };

  // On a phone the last of them stand outside; so they do once it is turned, or speaks a longer language.
  useEffect(() => {
    const box = list.current;
    const tab = box?.querySelector<HTMLElement>(`[data-tab="${selected}"]`);
    if (!box || !tab) return;
    const show = () => {
      const [own, all] = [tab.getBoundingClientRect(), box.getBoundingClientRect()];
      const by = own.right > all.right ? own.right - all.right : Math.min(0, own.left - all.left);
      if (by !== 0) box.scrollBy({ left: by, behavior: 'instant' });
    };
    const sizes = new ResizeObserver(show);
    sizes.observe(box);
    for (const one of box.children) sizes.observe(one);
    return () => sizes.disconnect();
    // What is chosen may come later than the others, when it is known to be there.
  }, [selected, tabs.length]);

  return (
    <div className={styles.tabs}>
      <div ref={list} role="tablist" aria-label={t('watch.beside.label')} className={kit.list}>
        {tabs.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${own}${id}`}
            data-tab={id}
            className={`${kit.tab} ${styles.tab}`}
            aria-selected={id === selected}
            {...(id === selected ? { 'data-selected': true, 'aria-controls': `${own}${id}.panel` } : {})}
            tabIndex={id === selected ? 0 : -1}
            onClick={() => onSelect(id)}
            onKeyDown={onKeyDown}
          >
            {label}
          </button>
        ))}
      </div>
      {tabs.map(
        ({ id, content, stays = false }) =>
          (id === selected || (stays && seen.has(id))) && (
            <div
              key={id}
              role="tabpanel"
              id={`${own}${id}.panel`}
              aria-labelledby={`${own}${id}`}
              hidden={id !== selected}
              className={styles.panel}
            >
              {content}
            </div>
          ),
      )}
    </div>
  );
}
