import type { Output } from '@rostrum/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { RadioGroup } from '../../kit/choice.tsx';
import { NumberField, TextField } from '../../kit/field.tsx';
import { formatTime } from '../../kit/time.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useFormValues } from '../use-form-values.ts';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import { ClockField, wallText } from './clock-field.tsx';
import styles from './planning.module.css';
import { readMinutes } from './read-minutes.ts';
import { type Added, addReview, changeReview, type ReviewValues, valuesOf } from './save-review.ts';
import { StateChoice } from './state-choice.tsx';

export type PlannedReview = Output<'GET /api/v1/sessions/{id}/plan'>['reviews'][number];

const nobody: ReadonlySet<string> = new Set();
const SEVEN_MINUTES_MS = 420_000;

const labels = {
  stateCode: 'state.choose',
  hour: 'review.field.hour',
  slot: 'review.field.slot',
  expected: 'floor.expected',
  floor: 'review.field.floor',
  minutes: 'floor.minutes',
} as const satisfies Record<keyof ReviewValues, ReviewKey>;

interface ReviewFormProps {
  /** The key of what is kept while it is being written. */
  readonly draft: string;
  readonly sessionId: string;
  readonly timeZone?: string;
  readonly there?: ReadonlySet<string>;
  /** The one that is changed; a new one without. */
  readonly planned?: PlannedReview;
  readonly onSaved: () => void;
  readonly onCancel: () => void;
}

export function ReviewForm({
  draft,
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
  const now = useMemo(() => valuesOf(planned, timeZone), [planned, timeZone]);
  const form = useFormValues(draft, now);
  const { base: opened, values, theirs, write: set } = form;
  const { stateCode, hour, slot, expected, floor, minutes } = values;
  const [added, setAdded] = useState<Added>();
  const [wrong, setWrong] = useState<'state' | 'minutes'>();
  const frozen = review?.floorTimeFrozen ?? false;
  /** What a figure of one's own begins from. */
  const ruled = formatTime(review?.floorTimeMs ?? SEVEN_MINUTES_MS);

  const save = useMutation({
    mutationFn: () => {
      const change = { planned, values, opened, timeZone, frozen };
      return review
        ? changeReview(review.id, change)
        : addReview(sessionId, { change, added, onAdded: setAdded });
    },
    onSettled: async (_, error) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ['plan', sessionId] }),
        client.invalidateQueries({ queryKey: ['board', sessionId] }),
        ...(review ? [client.invalidateQueries({ queryKey: ['programme', review.id] })] : []),
        ...(review ? [client.invalidateQueries({ queryKey: ['invitations', review.id] })] : []),
      ]);
      if (error === null) onSaved();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const badState = planned === undefined && stateCode === null;
    const badMinutes = !frozen && floor === 'fixed' && readMinutes(minutes) === null;
    setWrong(badState ? 'state' : badMinutes ? 'minutes' : undefined);
    if (!badState && !badMinutes && theirs.length === 0) save.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {theirs.length > 0 ? (
        <TheirsNotice
          fields={theirs.map((name) => ({ label: t(labels[name]), now: saidOf(now, name, t) }))}
          onTakeTheirs={form.takeTheirs}
          onKeepMine={form.keepMine}
        />
      ) : (
        save.error && (
          <ProblemNotice error={save.error} conflict={t(planned ? 'review.frozenSince' : 'review.taken')} />
        )
      )}
      {planned === undefined && added === undefined && (
        <StateChoice
          value={stateCode}
          onChange={(code) => set({ stateCode: code })}
          without={there}
          wrong={wrong === 'state' && stateCode === null}
        />
      )}
      <ClockField
        label={t('review.field.hour')}
        hint={t('review.field.hourHint', { zone: timeZone })}
        value={hour}
        timeZone={timeZone}
        onChange={(wall) => set({ hour: wall })}
      />
      <div className={styles.pair}>
        <NumberField
          label={t('review.field.slot')}
          required
          min={1}
          max={1440}
          unit={t('unit.minutes')}
          value={slot}
          onChange={(event) => set({ slot: event.target.value })}
        />
        <NumberField
          label={t('floor.expected')}
          optional
          min={0}
          max={1000}
          disabled={frozen}
          value={expected}
          onChange={(event) => set({ expected: event.target.value })}
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
          onChange={(how) => set({ floor: how, ...(minutes === '' ? { minutes: ruled } : {}) })}
        />
      )}
      {!frozen && floor === 'fixed' && (
        <TextField
          label={t('floor.minutes')}
          hint={t('floor.minutesHint')}
          inputMode="numeric"
          dir="ltr"
          value={minutes}
          onChange={(event) => set({ minutes: event.target.value })}
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

function saidOf(values: ReviewValues, name: keyof ReviewValues, t: ReturnType<typeof useWords>['t']) {
  if (name === 'floor') return t(`review.floor.${values.floor}`);
  return name === 'hour' ? wallText(values.hour) : values[name];
}
