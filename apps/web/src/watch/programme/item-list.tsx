import type { ReactNode } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { formatTime } from '../../kit/time.ts';
import type { Item } from '../api.ts';
import type { Since } from '../since/seen.ts';
import { SinceMark } from '../since/since-mark.tsx';
import { useWords, type WatchKey } from '../words/use-words.ts';
import styles from './item-list.module.css';

export interface ItemListProps {
  readonly items: readonly Item[];
  /** Index of the statement on show. */
  readonly current: number;
  /** Without it nothing can be chosen: everybody sees the same. */
  readonly onJump?: ((index: number) => void) | undefined;
  /** What became of a statement since somebody was here, by its id. */
  readonly since?: ReadonlyMap<string, Since>;
}

export function ItemList({ items, current, onJump, since }: ItemListProps) {
  return (
    <ol className={styles.list}>
      {items.map((item, index) => (
        <li key={item.statementId} className={styles.item}>
          {item.kind === 'statement' ? (
            <Statement
              item={item}
              index={index}
              playing={index === current}
              onJump={onJump}
              since={since?.get(item.statementId)}
            />
          ) : (
            <Card
              item={item}
              index={index}
              playing={index === current}
              since={since?.get(item.statementId)}
            />
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
  readonly onJump: ((index: number) => void) | undefined;
  readonly since: Since | undefined;
}

function Statement({ item, index, playing, onJump, since }: StatementProps) {
  const length = formatTime(item.lengthMs - item.cardMs);
  const inside = (
    <>
      <span className={styles.number}>{playing ? <Icon name="play" size={16} /> : index + 1}</span>
      <About item={item} playing={playing}>
        <SinceMark since={since} />
      </About>
      <span className={styles.length}>
        <bdi dir="ltr">{length}</bdi>
      </span>
    </>
  );
  const current = { 'aria-current': playing || undefined };
  if (onJump === undefined) {
    return (
      <div className={join(styles.row, playing && styles.playing)} {...current}>
        {inside}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={join(styles.row, styles.statement, playing && styles.playing)}
      {...current}
      onClick={() => onJump(index)}
    >
      {inside}
    </button>
  );
}

interface CardProps {
  readonly item: Item;
  readonly index: number;
  readonly playing: boolean;
  readonly since: Since | undefined;
}

/** In a programme with title cards it stands on the screen for a moment, as a statement does. */
function Card({ item, index, playing, since }: CardProps) {
  const { t } = useWords();
  return (
    <div
      className={join(styles.row, styles.card, playing && styles.playing)}
      aria-current={playing || undefined}
    >
      <span className={styles.number}>{playing ? <Icon name="play" size={16} /> : index + 1}</span>
      <About item={item} playing={playing}>
        <span className={styles.none}>{t('watch.review.card')}</span>
        <SinceMark since={since} />
      </About>
    </div>
  );
}

interface AboutProps {
  readonly item: Item;
  readonly playing: boolean;
  readonly children?: ReactNode;
}

function About({ item, playing, children }: AboutProps) {
  const { t } = useWords();
  return (
    <span className={styles.about}>
      <bdi className={styles.name}>{item.organisation.name}</bdi>
      {item.speakerName !== null && <bdi className={styles.speaker}>{item.speakerName}</bdi>}
      {/* In one line: the rows below stay where they are when another one plays. */}
      <span className={styles.kind}>
        {t(kindOf(item))}
        {playing && (
          <>
            {' · '}
            <span className={styles.mark}>{t('watch.review.playing')}</span>
          </>
        )}
      </span>
      {children}
    </span>
  );
}

function kindOf({ organisation: { kind, nhriStatus } }: Item): WatchKey {
  if (kind !== 'nhri') return `watch.kind.${kind}`;
  return nhriStatus === null ? 'watch.kind.nhri' : `watch.kind.nhri${nhriStatus}`;
}
