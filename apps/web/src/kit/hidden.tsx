import type { ReactNode } from 'react';
import styles from './hidden.module.css';

/** Read out, not shown. */
export const Hidden = ({ children }: { readonly children: ReactNode }) => (
  <span className={styles.hidden}>{children}</span>
);
