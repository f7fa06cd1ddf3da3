import { Button } from '../../kit/button.tsx';
import { Menu } from '../../kit/menu.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { Go, navigate, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './planning.module.css';
import type { PlannedReview } from './review-form.tsx';
import { useStateName } from './use-state-name.ts';

const MINUTE_MS = 60_000;

interface PlanRowProps {
  readonly planned: PlannedReview;
  readonly timeZone: string;
  readonly first: boolean;
  readonly last: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

/** One State of a session, in the order in which they are held. */
export function PlanRow({ planned, timeZone, first, last, onMove, onEdit, onRemove }: PlanRowProps) {
  const { t, date, number } = useWords();
  const { review, invitations, expectedSpeakers, floorTimeSet } = planned;
  const state = useStateName()(review);
  const floor = review.floorTimeFrozen ? 'frozen' : floorTimeSet ? 'set' : 'rule';
  return (
    <li className={styles.row}>
      <span className={styles.moves}>
        <Button
          kind="plain"
          icon="down"
          iconOnly
          className={styles.up}
          aria-disabled={first}
          onClick={() => onMove(-1)}
        >
          {t('plan.earlier', { state })}
        </Button>
        <Button kind="plain" icon="down" iconOnly aria-disabled={last} onClick={() => onMove(1)}>
          {t('plan.later', { state })}
        </Button>
      </span>
      <Go href={to.invitations(review.id)} className={styles.name}>
        {state}
      </Go>
      <span className={styles.details}>
        <span>
          {review.presessionAt ? (
            date(review.presessionAt, { dateStyle: 'medium', timeStyle: 'short', timeZone })
          ) : (
            <span className={styles.soft}>{t('plan.noHour')}</span>
          )}
        </span>
        <span className={styles.figures}>
          <span className={styles.label}>{t('plan.slot')} </span>
          {number(review.slotMs / MINUTE_MS, { maximumFractionDigits: 1 })} {t('unit.minutes')}
        </span>
        <span className={styles.figures}>
          <span className={styles.label}>{t('plan.invited')} </span>
          {expectedSpeakers === null
            ? number(invitations)
            : t('plan.invitedOf', { n: invitations, expected: expectedSpeakers })}
        </span>
        <span>
          <span className={styles.label}>{t('plan.floor')} </span>
          <Timecode ms={review.floorTimeMs} /> <span className={styles.soft}>{t(`plan.floor.${floor}`)}</span>
        </span>
      </span>
      <span className={styles.act}>
        <Menu
          trigger={t('plan.edit')}
          label={t('plan.more', { state })}
          onChoose={(id) => {
            if (id === 'edit') onEdit();
            else if (id === 'remove') onRemove();
            else navigate(id === 'programme' ? to.programme(review.id) : to.invitations(review.id));
          }}
          entries={[
            { id: 'edit', label: t('plan.editOf', { state }), icon: 'edit' },
            { id: 'invitations', label: t('plan.toInvitations'), icon: 'person' },
            { id: 'programme', label: t('plan.toProgramme'), icon: 'play' },
            {
              id: 'remove',
              label: t('plan.remove'),
              icon: 'trash',
              danger: true,
              disabled: invitations > 0,
            },
          ]}
        />
      </span>
    </li>
  );
}
