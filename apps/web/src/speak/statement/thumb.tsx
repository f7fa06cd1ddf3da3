import type { ReactNode } from 'react';
import styles from './thumb.module.css';

/** The main action of the page, first, and what is beside it. */
export const Thumb = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles.thumb}>{children}</div>
);
