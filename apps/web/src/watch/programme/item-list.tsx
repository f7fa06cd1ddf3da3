import type { ReactNode } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { formatTime } from '../../kit/time.ts';
import type { Item } from '../api.ts';
import { useWords, type WatchKey } from '../words/use-words.ts';
import styles from './item-list.module.css';

export interface ItemListProps {
  readonly items: readonly Item[];
  /** Index of the statement on show. */
  readonly current: number;
  readonly onJump: (index: number) => void;
}

export function ItemList({ items, current, onJump }: ItemListProps) {
  return (
    <ol className={styles.list}>
      {items.map((item, index) => (
        <li key={item.statementId} className={styles.item}>
          {item.kind === 'statement' ? (
            <Statement item={item} index={index} playing={index === current} onJump={onJump} />
          ) : (
            <Card item={item} index={index} />
          )}
        </li>
      ))}
    </ol>
  );
}

interface StatementProps {
  readonly item: Item;
  readonly index: number;
  readonly playing: boolean;
  readonly onJump: (index: number) => void;
}

function Statement({ item, index, playing, onJump }: StatementProps) {
  const { t } = useWords();
  const length = formatTime(item.lengthMs);
  return (
    <button
      type="button"
      className={join(styles.row, styles.statement, playing && styles.playing)}
      aria-current={playing || undefined}
      onClick={() => onJump(index)}
    >
      <span className={styles.number}>{playing ? <Icon name="play" size={16} /> : index + 1}</span>
      <About item={item}>{playing && <span className={styles.mark}>{t('watch.review.playing')}</span>}</About>
      <span className={styles.length}>
        <bdi dir="ltr">{length}</bdi>
      </span>
    </button>
  );
}

function Card({ item, index }: { readonly item: Item; readonly index: number }) {
  const { t } = useWords();
  return (
    <div className={join(styles.row, styles.card)}>
      <span className={styles.number}>{index + 1}</span>
      <About item={item}>
        <span className={styles.none}>{t('watch.review.card')}</span>
      </About>
    </div>
  );
}

function About({ item, children }: { readonly item: Item; readonly children?: ReactNode }) {
  const { t } = useWords();
  return (
    <span className={styles.about}>
      <bdi className={styles.name}>{item.organisation.name}</bdi>
      {item.speakerName !== null && <bdi className={styles.speaker}>{item.speakerName}</bdi>}
      <span className={styles.kind}>{t(kindOf(item))}</span>
      {children}
    </span>
  );
}

function kindOf({ organisation: { kind, nhriStatus } }: Item): WatchKey {
  if (kind !== 'nhri') return `watch.kind.${kind}`;
  return nhriStatus === null ? 'watch.kind.nhri' : `watch.kind.nhri${nhriStatus}`;
}
