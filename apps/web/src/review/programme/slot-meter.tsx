import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { formatTime, readFloor } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';

/** How much of the State's hour the programme takes; over it only warns, as questions may be shortened. */
export function SlotMeter({ lengthMs, slotMs }: { readonly lengthMs: number; readonly slotMs: number }) {
  const { t } = useWords();
  const { kind, difference, share } = readFloor(lengthMs, slotMs);
  const over = kind === 'over';
  return (
    <section className={join(styles.meter, over && styles.meterOver)} aria-label={t('programme.slot')}>
      <p className={styles.meterFigures}>
        <span className={styles.meterLength}>
          <Timecode ms={lengthMs} />
        </span>
        <span className={styles.soft}>
          {t('programme.ofSlot', { slot: `\u2066${formatTime(slotMs)}\u2069` })}
        </span>
        <span className={styles.meterFit}>
          <Icon name={over ? 'alert' : 'ready'} size={18} />
          <span>
            {t(over ? 'programme.overSlot' : 'programme.leftForQuestions', {
              time: `\u2066${difference}\u2069`,
            })}
          </span>
        </span>
      </p>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.fill} style={{ inlineSize: `${Math.min(1, share) * 100}%` }} />
      </div>
    </section>
  );
}
