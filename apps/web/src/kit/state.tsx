import type { ReactNode } from 'react';
import { Icon, type IconName } from './icons/icon.tsx';
import { join } from './join.ts';
import styles from './state.module.css';

/** amber waits for somebody, green is ready, red needs action now. */
export type Tone = 'amber' | 'green' | 'red' | 'neutral';

export const toneIcons: Readonly<Record<Tone, IconName>> = {
  amber: 'clock',
  green: 'ready',
  red: 'alert',
  neutral: 'info',
};

export interface StateProps {
  readonly tone: Tone;
  readonly icon?: IconName;
  /** The word; colour and icon never stand alone. */
  readonly children: ReactNode;
}

/** An icon and a word, in line: for lists and tables. */
export function State({ tone, icon, children }: StateProps) {
  return (
    <span className={join(styles.state, styles[tone])}>
      <Icon name={icon ?? toneIcons[tone]} size={18} />
      <span>{children}</span>
    </span>
  );
}

/** The same on a wash: for the one state of a page or a card. */
export function Badge({ tone, icon, children }: StateProps) {
  return (
    <span className={join(styles.badge, styles[tone])}>
      <Icon name={icon ?? toneIcons[tone]} size={16} />
      <span>{children}</span>
    </span>
  );
}
