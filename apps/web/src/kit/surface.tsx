import type { ReactNode } from 'react';
import { join } from './join.ts';
import styles from './surface.module.css';

export interface CardProps {
  readonly as?: 'section' | 'article' | 'div' | 'li';
  readonly title?: ReactNode;
  readonly level?: 2 | 3;
  /** Beside the title: a state, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One thing that belongs together. Cards do not lie in cards. */
export function Card({ as: Tag = 'section', title, level = 2, aside, children }: CardProps) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <Tag className={styles.card}>
      {(title !== undefined || aside !== undefined) && (
        <div className={styles.head}>
          {title !== undefined && <Heading className={styles.title}>{title}</Heading>}
          {aside}
        </div>
      )}
      {children}
    </Tag>
  );
}

export interface EmptyStateProps {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Nothing here yet: why, and what makes it so. */
export const EmptyState = ({ title, children, action }: EmptyStateProps) => (
  <div className={styles.empty}>
    <p className={styles.emptyTitle}>{title}</p>
    {children !== undefined && <div className={styles.emptyText}>{children}</div>}
    {action}
  </div>
);

export interface StackProps {
  readonly gap?: 'close' | 'normal' | 'far';
  readonly children: ReactNode;
}

/** Things one below the other. */
export const Stack = ({ gap = 'normal', children }: StackProps) => (
  <div className={join(styles.stack, styles[gap])}>{children}</div>
);

export interface ActionsProps {
  readonly children: ReactNode;
  /** At the end of the line instead of its start. */
  readonly end?: boolean;
}

/** Buttons in a row that wraps. The main one comes first. */
export const Actions = ({ children, end }: ActionsProps) => (
  <div className={join(styles.actions, end && styles.end)}>{children}</div>
);
