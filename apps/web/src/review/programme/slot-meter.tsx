import { STATE_FLOOR_MS } from '@rostrum/domain';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { formatTime, readFloor } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';

/** How much of the State's hour the programme takes; over it only warns, as questions may be shortened. */
export function SlotMeter({ programme }: { readonly programme: Programme }) {
  const { t } = useWords();
  const { lengthMs, slotMs } = programme.draft;
  const shown = programme.draft.items.filter(({ kind }) => kind === 'statement').length;
  const cards = programme.draft.items.length - shown;
  const toCome = stillToComeMs(programme);
  const cardsMs = programme.draft.items.reduce((sum, { cardMs }) => sum + cardMs, programme.draft.openingMs);
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
      <p className={styles.soft}>
        {t('programme.counts', { n: shown, cards })}
        {cardsMs > 0 && ` ${t('programme.withCards', { time: `\u2066${formatTime(cardsMs)}\u2069` })}`}
        {toCome > 0 &&
          ` ${t(lengthMs + toCome > slotMs ? 'programme.couldBeOver' : 'programme.couldBe', {
            time: `\u2066${formatTime(lengthMs + toCome)}\u2069`,
          })}`}
      </p>
    </section>
  );
}

/** If everybody who may still be shown used the whole floor. */
function stillToComeMs({ review, draft }: Programme): number {
  const gone = new Set(
    draft.obstacles.flatMap(({ statementId, code }) => (code === 'statement_withdrawn' ? statementId : [])),
  );
  return draft.items
    .filter(({ kind, statementId }) => kind === 'card' && !gone.has(statementId))
    .reduce(
      (sum, { organisation }) => sum + (organisation.kind === 'state' ? STATE_FLOOR_MS : review.floorTimeMs),
      0,
    );
}
