import { instantOf, isTimeZone, wallClock } from '@rostrum/domain';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { api } from '../api.ts';
import { ClockField } from '../planning/clock-field.tsx';
import { ZoneChoice } from '../planning/zone-choice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './screening.module.css';
import type { ScreeningProps } from './screening.tsx';
import { type Planned, useChange } from './use-screening.ts';

const GENEVA = 'Europe/Zurich';

interface ScheduleDialogProps extends ScreeningProps {
  /** The one that is moved; null where another is planned. */
  readonly planned: Planned | null;
  readonly onClose: () => void;
}

export function ScheduleDialog({ reviewId, timeZone, presessionAt, planned, onClose }: ScheduleDialogProps) {
  const { t, date } = useWords();
  // What was looked at when it was opened.
  const [seen] = useState(planned?.version ?? null);
  const [zone, setZone] = useState(planned?.timeZone ?? timeZone);
  const begins = planned?.startsAt ?? presessionAt;
  const [wall, setWall] = useState(begins === null ? '' : wallClock(new Date(begins), zone));
  const [tried, setTried] = useState(false);
  const instant = wall !== '' && isTimeZone(zone) ? instantOf(wall, zone) : null;
  const save = useChange(
    reviewId,
    (startsAt: Date) =>
      api('PUT /api/v1/reviews/{id}/screening', {
        params: { id: reviewId },
        body: { startsAt: startsAt.toISOString(), timeZone: zone, version: seen },
      }),
    onClose,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (instant !== null) save.mutate(instant);
  };
  return (
    <Dialog title={t(seen === null ? 'screening.plan' : 'screening.move')} open onClose={onClose} alert>
      <form onSubmit={submit} className={styles.section} noValidate>
        <p>{t('screening.planText')}</p>
        {save.error && <ProblemNotice error={save.error} />}
        <ClockField label={t('screening.begins')} value={wall} timeZone={zone} required onChange={setWall} />
        {tried && wall === '' && <p role="alert">{t('screening.beginsMissing')}</p>}
        <ZoneChoice value={zone} onChange={setZone} wrong={tried && !isTimeZone(zone)} />
        {instant !== null && (
          <p className={styles.soft}>
            {t('screening.geneva', {
              time: date(instant.toISOString(), { dateStyle: 'full', timeStyle: 'short', timeZone: GENEVA }),
            })}
          </p>
        )}
        <div className={styles.buttons}>
          <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
            {t(seen === null ? 'screening.planYes' : 'screening.move')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
