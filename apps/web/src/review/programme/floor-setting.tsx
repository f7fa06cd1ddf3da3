import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { formatTime } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';
import { readMinutes } from './read-minutes.ts';

export function FloorSetting({ review }: { readonly review: Programme['review'] }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [text, setText] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const save = useMutation({
    mutationFn: (floorTimeMs: number | null) =>
      api('PUT /api/v1/reviews/{id}/floor-time', { params: { id: review.id }, body: { floorTimeMs } }),
    onSuccess: () => setText(undefined),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['programme', review.id] }),
        client.invalidateQueries({ queryKey: ['board'] }),
      ]),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ms = readMinutes(text ?? '');
    setWrong(ms === null);
    if (ms !== null) save.mutate(ms);
  };
  return (
    <section className={styles.section} aria-labelledby="floor">
      <h2 id="floor" className={styles.sectionTitle}>
        {t('floor.title')}
      </h2>
      <p className={styles.revisionLine}>
        <span className={styles.floor}>
          <Timecode ms={review.floorTimeMs} />
        </span>
        <span className={styles.soft}>{t(review.floorTimeFrozen ? 'floor.frozen' : 'floor.open')}</span>
      </p>
      {save.error && <ProblemNotice error={save.error} />}
      {!review.floorTimeFrozen &&
        (text === undefined ? (
          <div className={styles.publishButtons}>
            <Button icon="edit" onClick={() => setText(formatTime(review.floorTimeMs))}>
              {t('floor.set')}
            </Button>
            <Button
              kind="plain"
              busy={save.isPending && t('review.saving')}
              onClick={() => save.mutate(null)}
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
            <div className={styles.publishButtons}>
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
