import type { ReactNode } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { useWords } from '../words/use-words.ts';
import styles from './row.module.css';
import { WORDS_KINDS, type Words, type WordsKind } from './words-there.ts';

const SIZE = 16;
const icons: Readonly<Record<WordsKind, ReactNode>> = {
  written: <Icon name="file" size={SIZE} />,
  captions: <Icon name="captions" size={SIZE} />,
  // A list. It stands nowhere else, and every page would carry it in the kit.
  issues: (
    <svg
      width={SIZE}
      height={SIZE}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d="M8 5.500h8M8 10h8M8 14.500h8M4.200 5.500v.1M4.200 10v.1M4.200 14.500v.1" />
    </svg>
  ),
};

/** Three marks: what there is in words, what is missing, and what nobody has read yet. Their shapes say it, too. */
export function WordsMarks({ words }: { readonly words: Words }) {
  const { t } = useWords();
  const { written, captions, issues } = words;
  const said: Readonly<Record<WordsKind, string>> = {
    written: written === 'not_asked' ? '' : t(`words.written.${written}`),
    captions: captions === 'not_asked' ? '' : t(`words.captions.${captions}`),
    issues: issues === 'not_asked' ? '' : t(`words.issues.${issues}`),
  };
  const label = WORDS_KINDS.map((kind) => said[kind]).filter(Boolean);
  if (label.length === 0) return null;
  return (
    <span className={styles.marks} role="img" aria-label={label.join(', ')}>
      {WORDS_KINDS.map((kind) => (
        <span key={kind} className={join(styles.mark, styles[words[kind]])} title={said[kind]}>
          {icons[kind]}
        </span>
      ))}
    </span>
  );
}
