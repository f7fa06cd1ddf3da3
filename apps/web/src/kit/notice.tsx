import type { ReactNode } from 'react';
import { Icon } from './icons/icon.tsx';
import { join } from './join.ts';
import styles from './notice.module.css';
import { type Tone, toneIcons } from './state.tsx';
import { useKitWords } from './words/use-kit-words.ts';

export interface NoticeProps {
  readonly tone: Tone;
  /** What happened. */
  readonly title: ReactNode;
  /** Says "Nothing is lost." Only where it is true. */
  readonly nothingLost?: boolean;
  /** What to do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Read out at once, because it appeared by itself. */
  readonly live?: boolean;
}

export function Notice({ tone, title, nothingLost, children, action, live }: NoticeProps) {
  const { t } = useKitWords();
  return (
    <div
      className={join(styles.notice, styles[tone])}
      role={live ? (tone === 'red' ? 'alert' : 'status') : undefined}
    >
      <span className={styles.icon}>
        <Icon name={toneIcons[tone]} size={22} label={t(`kit.state.${tone}`)} />
      </span>
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {nothingLost && <p>{t('kit.notice.kept')}</p>}
        {children && <div>{children}</div>}
        {action && <div className={styles.action}>{action}</div>}
      </div>
    </div>
  );
}
