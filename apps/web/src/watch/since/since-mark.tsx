import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { useWords } from '../words/use-words.ts';
import type { Since } from './seen.ts';
import styles from './since-mark.module.css';

const icons = { new: 'plus', changed: 'turn', gone: 'close' } as const;

export function SinceMark({ since }: { readonly since: Since | undefined }) {
  const { t } = useWords();
  if (since === undefined) return null;
  return (
    <span className={join(styles.mark, since === 'gone' && styles.gone)}>
      <Icon name={icons[since]} size={16} />
      <span>{t(`watch.since.${since}`)}</span>
    </span>
  );
}
