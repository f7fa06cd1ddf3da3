import { Hidden } from './hidden.tsx';
import styles from './skeleton.module.css';
import { useKitWords } from './words/use-kit-words.ts';

export interface SkeletonProps {
  /** The shape of what is coming. */
  readonly shape: 'text' | 'title' | 'card' | 'row' | 'video';
  readonly count?: number;
}

export function Skeleton({ shape, count = 1 }: SkeletonProps) {
  const { t } = useKitWords();
  return (
    <div className={styles.skeleton}>
      <Hidden>{t('kit.loading')}</Hidden>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles[shape]} aria-hidden="true" />
      ))}
    </div>
  );
}
