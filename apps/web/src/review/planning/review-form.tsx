import type { Output } from '@rostrum/client';
import { instantOf, wallClock } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { RadioGroup } from '../../kit/choice.tsx';
import { NumberField, TextField } from '../../kit/field.tsx';
import { formatTime } from '../../kit/time.ts';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { ClockField } from './clock-field.tsx';
import styles from './planning.module.css';
import { readMinutes } from './read-minutes.ts';
import { StateChoice } from './state-choice.tsx';

export type PlannedReview = Output<'GET /api/v1/sessions/{id}/plan'>['reviews'][number];

const MINUTE_MS = 60_000;
const USUAL_SLOT = '60';
const nobody: ReadonlySet<string> = new Set();

interface ReviewFormProps {
  readonly sessionId: string;
  readonly timeZone?: string;
  readonly there?: ReadonlySet<string>;
  /** The one that is changed; a new one without. */
  readonly planned?: PlannedReview;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

export function ReviewForm({
  sessionId,
  timeZone = 'Europe/Zurich',
  there = nobody,
  planned,
  onSaved,
  onCancel,
}: ReviewFormProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const review = planned?.review;
  const at = review?.presessionAt ?? null;
  const [stateCode, setStateCode] = useState<string | null>(null);
  const [hour, setHour] = useState(at === null ? '' : wallClock(new Date(at), timeZone));
  const [slot, setSlot] = useState(review ? String(review.slotMs / MINUTE_MS) : USUAL_SLOT);
  const [expected, setExpected] = useState(planned?.expectedSpeakers?.toString() ?? '');
  const [floor, setFloor] = useState<'rule' | 'fixed'>(planned?.floorTimeSet ? 'fixed' : 'rule');
  const [minutes, setMinutes] = useState(formatTime(review?.floorTimeMs ?? 7 * MINUTE_MS));
  const [wrong, setWrong] = useState<'state' | 'minutes'>();
  const frozen = review?.floorTimeFrozen ?? false;

  const save = useMutation({
    mutationFn: async () => {
      const fields = {
        slotMs: Math.round(Number(slot) * MINUTE_MS),
        presessionAt: hour === '' ? null : instantOf(hour, timeZone).toISOString(),
      };
      const expectedSpeakers = expected === '' ? null : Number(expected);
      let id = review?.id;
      if (id === undefined) {
        const body = { ...fields, stateCode: stateCode ?? '', expectedSpeakers };
        ({ id } = await api('POST /api/v1/sessions/{id}/reviews', { params: { id: sessionId }, body }));
      } else await api('PATCH /api/v1/reviews/{id}', { params: { id }, body: fields });
      const changes = planned !== undefined || floor === 'fixed';
      if (frozen || !changes) return;
      await api('PUT /api/v1/reviews/{id}/floor-time', {
        params: { id },
        body: { floorTimeMs: floor === 'fixed' ? readMinutes(minutes) : null, expectedSpeakers },
      });
    },
    onSuccess: onSaved,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['plan', sessionId] }),
        client.invalidateQueries({ queryKey: ['board', sessionId] }),
        ...(review ? [client.invalidateQueries({ queryKey: ['programme', review.id] })] : []),
        ...(review ? [client.invalidateQueries({ queryKey: ['invitations', review.id] })] : []),
      ]),
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const badState = planned === undefined && stateCode === null;
    const badMinutes = !frozen && floor === 'fixed' && readMinutes(minutes) === null;
    setWrong(badState ? 'state' : badMinutes ? 'minutes' : undefined);
    if (!badState && !badMinutes) save.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {save.error && <ProblemNotice error={save.error} />}
      {planned === undefined && (
        <StateChoice
          value={stateCode}
          onChange={setStateCode}
          without={there}
          wrong={wrong === 'state' && stateCode === null}
        />
      )}
      <ClockField
        label={t('review.field.hour')}
        hint={t('review.field.hourHint', { zone: timeZone })}
        value={hour}
        timeZone={timeZone}
        onChange={setHour}
      />
      <div className={styles.pair}>
        <NumberField
          label={t('review.field.slot')}
          required
          min={1}
          max={1440}
          unit={t('unit.minutes')}
          value={slot}
          onChange={(event) => setSlot(event.target.value)}
        />
        <NumberField
          label={t('floor.expected')}
          optional
          min={0}
          max={1000}
          disabled={frozen}
          value={expected}
          onChange={(event) => setExpected(event.target.value)}
        />
      </div>
      {frozen ? (
        <p>{t('review.floor.frozen', { time: formatTime(review?.floorTimeMs ?? 0) })}</p>
      ) : (
        <RadioGroup
          label={t('review.field.floor')}
          options={[
            { value: 'rule', label: t('review.floor.rule'), hint: t('review.floor.ruleHint') },
            { value: 'fixed', label: t('review.floor.fixed') },
          ]}
          value={floor}
          onChange={setFloor}
        />
      )}
      {!frozen && floor === 'fixed' && (
        <TextField
          label={t('floor.minutes')}
          hint={t('floor.minutesHint')}
          inputMode="numeric"
          dir="ltr"
          value={minutes}
          onChange={(event) => setMinutes(event.target.value)}
          {...(wrong === 'minutes' ? { error: t('floor.wrong') } : {})}
        />
      )}
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
          {t(planned ? 'review.save' : 'board.add')}
        </Button>
        <Button onClick={onCancel}>{t('review.cancel')}</Button>
      </div>
    </form>
  );
}
