import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { NumberField, TextField } from '../../kit/field.tsx';
import { formatTime } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { api } from '../api.ts';
import { useDraft } from '../drafts.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Programme } from '../programme/programme-page.tsx';
import { picked } from '../rebase.ts';
import { useWords } from '../words/use-words.ts';
import styles from './planning.module.css';
import { readMinutes } from './read-minutes.ts';

interface FloorSettingProps {
  readonly programme: Programme;
}

export function FloorSetting({ programme }: FloorSettingProps) {
  const { review, expectedSpeakers } = programme;
  const { t } = useWords();
  const client = useQueryClient();
  const [text, setText] = useDraft(`floor.${review.id}.minutes`);
  const [wrong, setWrong] = useState(false);
  const [expected, setExpected] = useDraft(`floor.${review.id}.expected`);
  const stands = { floorTimeMs: programme.floorTimeSet ? review.floorTimeMs : null, expectedSpeakers };
  /** As it stood when the form was opened, until somebody is told that it does not any more. */
  const [opened, setOpened] = useState<typeof stands>();
  const save = useMutation({
    mutationFn: (floor: Partial<typeof stands>) => {
      const seen = picked(opened ?? stands, Object.keys(floor) as (keyof typeof stands)[]);
      return api('PUT /api/v1/reviews/{id}/floor-time', {
        params: { id: review.id },
        body: { ...floor, seen },
      });
    },
    onSuccess: () => {
      setText(undefined);
      setExpected(undefined);
    },
    onSettled: () => {
      setOpened(undefined);
      return Promise.all([
        client.invalidateQueries({ queryKey: ['programme', review.id] }),
        client.invalidateQueries({ queryKey: ['board'] }),
      ]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ms = readMinutes(text ?? '');
    setWrong(ms === null);
    if (ms !== null) save.mutate({ floorTimeMs: ms });
  };
  const submitRule = (event: FormEvent) => {
    event.preventDefault();
    const expects = expected ? Number(expected) : null;
    save.mutate({
      floorTimeMs: null,
      // What nobody touched stays as somebody else set it meanwhile.
      ...(expects === expectedSpeakers ? {} : { expectedSpeakers: expects }),
    });
  };
  return (
    <section className={styles.section} aria-labelledby="floor">
      <h2 id="floor" className={styles.sectionTitle}>
        {t('floor.title')}
      </h2>
      <p className={styles.line}>
        <span className={styles.floor}>
          <Timecode ms={review.floorTimeMs} />
        </span>
        <span className={styles.soft}>{t(review.floorTimeFrozen ? 'floor.frozen' : 'floor.open')}</span>
      </p>
      {expectedSpeakers !== null && (
        <p className={styles.soft}>{t('floor.expectedOf', { n: expectedSpeakers })}</p>
      )}
      {save.error && <ProblemNotice error={save.error} conflict={t('review.frozenSince')} />}
      {!review.floorTimeFrozen &&
        (expected !== undefined ? (
          <form onSubmit={submitRule} className={styles.form}>
            <NumberField
              label={t('floor.expected')}
              hint={t('floor.expectedHint')}
              optional
              min={0}
              max={1000}
              autoFocus
              value={expected}
              onChange={(event) => setExpected(event.target.value)}
            />
            <div className={styles.buttons}>
              <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
                {t('review.save')}
              </Button>
              <Button kind="plain" onClick={() => setExpected(undefined)}>
                {t('review.cancel')}
              </Button>
            </div>
          </form>
        ) : text === undefined ? (
          <div className={styles.buttons}>
            <Button
              icon="edit"
              onClick={() => {
                setOpened(stands);
                setText(formatTime(review.floorTimeMs));
              }}
            >
              {t('floor.set')}
            </Button>
            <Button
              kind="plain"
              onClick={() => {
                setOpened(stands);
                setExpected(expectedSpeakers === null ? '' : String(expectedSpeakers));
              }}
            >
              {t('floor.byRule')}
            </Button>
          </div>
        ) : (
          <form onSubmit={submit} className={styles.form} noValidate>
            <TextField
              label={t('floor.minutes')}
              hint={t('floor.minutesHint')}
              inputMode="numeric"
              dir="ltr"
              autoFocus
              value={text}
              onChange={(event) => setText(event.target.value)}
              {...(wrong ? { error: t('floor.wrong') } : {})}
            />
            <div className={styles.buttons}>
              <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
                {t('review.save')}
              </Button>
              <Button kind="plain" onClick={() => setText(undefined)}>
                {t('review.cancel')}
              </Button>
            </div>
          </form>
        ))}
    </section>
  );
}
