import type { ReactNode } from 'react';
import styles from './page-head.module.css';

export interface PageHeadProps {
  readonly title: ReactNode;
  /** The way back: a link above the title. */
  readonly up?: ReactNode;
  /** One line of what matters most, below the title. */
  readonly facts?: ReactNode;
  /** At the other end of the line: the main act of the page, or what chooses what it shows. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

export const PageHead = ({ title, up, facts, aside, children }: PageHeadProps) => (
  <header className={styles.head}>
    <div>
      {up !== undefined && <p className={styles.up}>{up}</p>}
      <h1>{title}</h1>
      {facts !== undefined && <p className={styles.facts}>{facts}</p>}
      {children}
    </div>
    {aside !== undefined && <div className={styles.aside}>{aside}</div>}
  </header>
);
