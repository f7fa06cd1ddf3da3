import type { ReactNode } from 'react';
import { FloorTime } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './stage.module.css';
import type { Detail } from './types.ts';

interface FloorProps {
  readonly detail: Detail;
  readonly usedMs: number;
  /** Of the frames that were made, or by the edit list. */
  readonly measured: boolean;
  readonly children?: ReactNode;
}

/** Floor time left or over: of what would be shown, never of what was sent. */
export function Floor({ detail, usedMs, measured, children }: FloorProps) {
  const { t } = useWords();
  return (
    <div className={styles.floor}>
      <FloorTime stage usedMs={usedMs} limitMs={detail.floor.maximumMs} minimumMs={detail.floor.minimumMs} />
      {children}
      <p className={styles.stageSoft}>{t(measured ? 'edit.measured' : 'edit.byEdit')}</p>
    </div>
  );
}
