import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { NumberField, Select, TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { api } from '../api.ts';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import {
  beginOf,
  type Draft,
  type Hours,
  hourOf,
  isFixed,
  laidOut,
  type PlannedHalf,
  placed,
  readDraft,
  withMoved,
  withState,
} from './half-day-draft.ts';
import { Fit } from './half-day-section.tsx';
import styles from './half-days.module.css';

interface PlanHalfDayProps {
  readonly hours: Hours;
  readonly draft: Draft;
  /** The one that is changed; a new one without. */
  readonly half?: PlannedHalf;
  readonly onClose: () => void;
}

/** The States of a half-day in their order, each with its hour, and the questions behind them. */
export function PlanHalfDay({ hours: given, draft: opened, half, onClose }: PlanHalfDayProps) {
  const { t, date } = useWords();
  const nameOf = useStateName();
  const client = useQueryClient();
  // What was looked at when it was opened: what somebody else plans meanwhile is not overwritten.
  const [hours] = useState(given);
  const [draft, setDraft] = useState(opened);
  const [tried, setTried] = useState(false);
  const { timeZone } = hours.session;
  const stateOf = (id: string) => hours.reviews.find(({ review }) => review.id === id);
  const place = { timeZone, stateOf };
  const title = (of: PlannedHalf) =>
    t(`halfDays.${of.half}`, { day: date(beginOf(of), { dateStyle: 'full', timeZone }) });
  const set = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const read = readDraft(draft, timeZone);
  const wrong = typeof read === 'string' ? read : null;

  const save = useMutation({
    mutationFn: (body: Exclude<typeof read, string>) =>
      api('PUT /api/v1/sessions/{id}/hours', {
        params: { id: hours.session.id },
        body: {
          day: body.day,
          half: body.half,
          mark: hours.mark,
          slots: body.slots.map(({ reviewId, startsAtMs }) => ({
            reviewId,
            startsAt: new Date(startsAtMs).toISOString(),
            version: stateOf(reviewId)?.screening?.version ?? null,
            screening: draft.screenings,
          })),
          questions: body.questions && {
            startsAt: new Date(body.questions.startsAtMs).toISOString(),
            endsAt: new Date(body.questions.endsAtMs).toISOString(),
          },
        },
      }),
    onSuccess: onClose,
    onSettled: () =>
      Promise.all(
        [['programme'], ['plan', hours.session.id], ['board', hours.session.id]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (typeof read !== 'string') save.mutate(read);
  };

  const there = new Set(draft.slots.map(({ reviewId }) => reviewId));
  const others = hours.reviews.filter((planned) => !there.has(planned.review.id) && !isFixed(planned));
  const fits =
    typeof read === 'string'
      ? null
      : placed(
          read.slots.flatMap(({ reviewId, startsAtMs }) => {
            const planned = stateOf(reviewId);
            return planned ? [{ startsAtMs, planned }] : [];
          }),
          read.questions,
        );
  return (
    <Dialog title={half ? title(half) : t('halfDays.add')} open onClose={onClose} alert>
      <form onSubmit={submit} className={styles.form} noValidate>
        {save.error && <ProblemNotice error={save.error} conflict={t('halfDays.screeningStands')} />}
        {half === undefined && (
          <TextField
            label={t('halfDays.day')}
            type="date"
            required
            value={draft.day}
            {...(tried && wrong === 'day' ? { error: t('halfDays.wrong.day') } : {})}
            onChange={(event) => set({ day: event.target.value })}
          />
        )}
        <ol className={styles.slots} aria-label={t('plan.states')}>
          {draft.slots.map(({ reviewId, time }, index) => {
            const planned = stateOf(reviewId);
            if (planned === undefined) return null;
            const state = nameOf(planned.review);
            const slot = fits?.slots.find(({ key }) => key === reviewId);
            return (
              <li key={reviewId} className={styles.slot}>
                <TextField
                  label={state}
                  type="time"
                  required
                  readOnly={isFixed(planned)}
                  value={time}
                  {...(isFixed(planned) ? { hint: t('halfDays.fixed') } : {})}
                  {...(tried && wrong === 'time' && time === '' ? { error: t('halfDays.wrong.time') } : {})}
                  onChange={(event) =>
                    set({
                      slots: draft.slots.map((one, at) =>
                        at === index ? { ...one, time: event.target.value } : one,
                      ),
                    })
                  }
                />
                <span className={styles.slotFit}>
                  {slot && <Fit slot={slot} measured={planned.lengthMs !== null} />}
                </span>
                <span className={styles.moves}>
                  <Button
                    kind="plain"
                    icon="down"
                    iconOnly
                    className={styles.up}
                    aria-disabled={index === 0}
                    onClick={() => index > 0 && setDraft(withMoved(draft, index, index - 1))}
                  >
                    {t('plan.earlier', { state })}
                  </Button>
                  <Button
                    kind="plain"
                    icon="down"
                    iconOnly
                    aria-disabled={index === draft.slots.length - 1}
                    onClick={() =>
                      index < draft.slots.length - 1 && setDraft(withMoved(draft, index, index + 1))
                    }
                  >
                    {t('plan.later', { state })}
                  </Button>
                  <Button
                    kind="plain"
                    icon="close"
                    iconOnly
                    onClick={() => set({ slots: draft.slots.filter((one) => one.reviewId !== reviewId) })}
                  >
                    {t('halfDays.remove', { state })}
                  </Button>
                </span>
              </li>
            );
          })}
        </ol>
        {others.length > 0 && (
          <Select
            label={t('halfDays.addState')}
            value=""
            options={[
              { value: '', label: t('state.choose') },
              ...others.map((planned) => {
                const hour = hourOf(planned);
                const name = nameOf(planned.review);
                const now = hour && date(hour, { dateStyle: 'medium', timeStyle: 'short', timeZone });
                return {
                  value: planned.review.id,
                  label: now ? t('halfDays.movesFrom', { state: name, now }) : name,
                };
              }),
            ]}
            onChange={(event) => {
              if (event.target.value !== '') setDraft(withState(draft, event.target.value, place));
            }}
          />
        )}
        {draft.slots.length > 1 && (
          <div className={styles.lay}>
            <NumberField
              label={t('halfDays.pause')}
              min={0}
              max={120}
              unit={t('unit.minutes')}
              value={draft.pause}
              onChange={(event) => set({ pause: event.target.value })}
            />
            <Button onClick={() => setDraft(laidOut(draft, place))}>{t('halfDays.lay')}</Button>
          </div>
        )}
        <Checkbox
          label={t('halfDays.questions')}
          hint={t('halfDays.questionsHint')}
          checked={draft.questions}
          onChange={(questions) => set({ questions })}
        />
        {draft.questions && (
          <div className={styles.pair}>
            <TextField
              label={t('halfDays.questionsAt')}
              type="time"
              required
              value={draft.questionsTime}
              {...(tried && wrong === 'questions' ? { error: t('halfDays.wrong.questions') } : {})}
              onChange={(event) => set({ questionsTime: event.target.value })}
            />
            <NumberField
              label={t('halfDays.questionsFor')}
              min={1}
              max={480}
              unit={t('unit.minutes')}
              value={draft.questionsMinutes}
              onChange={(event) => set({ questionsMinutes: event.target.value })}
            />
          </div>
        )}
        <Checkbox
          label={t('halfDays.screenings')}
          hint={t('halfDays.screeningsHint')}
          checked={draft.screenings}
          onChange={(screenings) => set({ screenings })}
        />
        {tried && wrong === 'halves' && <Notice tone="red" title={t('halfDays.wrong.halves')} live />}
        <div className={styles.buttons}>
          <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
            {t('review.save')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
