import { countWords, FOLLOWED_WPM, fitText, wordsOfLanguage } from '@rostrum/domain';
import { useDeferredValue, useMemo } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { formatTime } from '../../kit/time.ts';
import styles from './written.module.css';
import { useWrittenWords } from './written-words.ts';

const ltr = (text: string) => `\u2066${text}\u2069`;

export interface SpokenLengthProps {
  readonly text: string;
  readonly language: string;
  readonly limitMs: number;
}

/** How long it takes to say all of it, against the floor time. */
export function SpokenLength({ text, language, limitMs }: SpokenLengthProps) {
  const { t } = useWrittenWords();
  const later = useDeferredValue(text);
  const words = useMemo(
    () => countWords(later, wordsOfLanguage(language === '' ? undefined : language)),
    [later, language],
  );
  if (words === 0) return null;
  const { lengthMs, tooManyWords } = fitText(words, FOLLOWED_WPM, limitMs);
  const figures = { n: words, length: ltr(formatTime(lengthMs, 'up')), limit: ltr(formatTime(limitMs)) };
  if (tooManyWords === 0) return <p className={styles.soft}>{t('written.length', figures)}</p>;
  return (
    <Notice tone="amber" title={t('written.tooLong', figures)}>
      {t('written.tooLong.do', { n: tooManyWords })}
    </Notice>
  );
}
