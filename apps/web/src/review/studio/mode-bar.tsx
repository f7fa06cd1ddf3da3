import { Icon } from '../../kit/icons/icon.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './mode-bar.module.css';

/** What one sees: everything that was sent, the edit as it would be, or what was made of it. */
export type Mode = 'take' | 'audition' | 'cut';

interface ModeBarProps {
  readonly mode: Mode;
  readonly takeNumber: number;
  /** The cut on show, or the one that a press would show. */
  readonly cutRevision: number | undefined;
  /** Whether there is an edit to be played yet. */
  readonly editable: boolean;
  readonly onMode: (mode: Mode) => void;
}

const icons = { take: 'file', audition: 'cut', cut: 'ready' } as const;

export function ModeBar({ mode, takeNumber, cutRevision, editable, onMode }: ModeBarProps) {
  const { t } = useWords();
  const label = (one: Mode) =>
    one === 'take'
      ? t('mode.take', { n: takeNumber })
      : one === 'audition'
        ? t('mode.audition')
        : t('mode.cut', { n: cutRevision ?? 0 });
  const modes = (['take', 'audition', 'cut'] as const).filter(
    (one) => one === 'take' || (one === 'audition' ? editable : cutRevision !== undefined),
  );
  return (
    <div className={styles.bar} data-mode={mode}>
      <fieldset className={styles.modes} aria-label={t('mode.label')}>
        {modes.map((one) => (
          <button
            key={one}
            type="button"
            className={styles.mode}
            aria-pressed={one === mode}
            onClick={() => onMode(one)}
          >
            <Icon name={icons[one]} size={16} />
            {label(one)}
          </button>
        ))}
      </fieldset>
      <p className={styles.text} role="status">
        {modes.length > 1 && t(`mode.${mode}Text`)}
      </p>
    </div>
  );
}
