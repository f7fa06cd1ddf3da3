import styles from './captioning.module.css';
import { useCaptioningWords } from './captioning-words.ts';

const KEYS = [
  ['Space', 'play'],
  ['P', 'one'],
  ['← →', 'skip'],
  [', .', 'frame'],
  ['↑ ↓', 'step'],
  ['Enter', 'write'],
  ['Esc', 'leave'],
  ['Ctrl+Enter', 'next'],
  ['I', 'startHere'],
  ['O', 'endHere'],
  ['E R', 'nudgeStart'],
  ['D F', 'nudgeEnd'],
  ['S', 'split'],
  ['M', 'join'],
  ['N', 'insert'],
  ['Del', 'remove'],
  ['Ctrl+Z', 'undo'],
  ['Ctrl+S', 'save'],
] as const;

export function KeysHelp() {
  const { t } = useCaptioningWords();
  return (
    <details className={styles.help}>
      <summary>{t('captioning.keys')}</summary>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={what}>
            <dt dir="ltr">{key}</dt>
            <dd>{t(`captioning.key.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
