import type { Output } from '@rostrum/client';
import { ApiProblem } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';
import { readValue, writeValue } from './setting-values.ts';

type Setting = Output<'GET /api/v1/settings'>['settings'][number];

export function SettingsPage() {
  const { t } = useWords();
  const settings = useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/settings', undefined, { signal })).settings,
  });
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/sessions', undefined, { signal })).sessions,
  });
  return (
    <Stack gap="far">
      <PageHead title={t('nav.settings')} facts={t('settings.text')} />
      {settings.isError && <ProblemNotice error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <Skeleton shape="row" count={4} />}
      {settings.data?.map((setting) => (
        // Another version is another form: what was typed into the earlier one was about something else.
        <SettingForm key={`${setting.key}-${setting.version}`} setting={setting} />
      ))}
      {settings.data && (
        <section className={styles.section} aria-labelledby="elsewhere">
          <h2 id="elsewhere">{t('settings.elsewhere')}</h2>
          <ul className={styles.links}>
            <li>
              <Go href={to.page('templates')}>{t('settings.templates')}</Go>
            </li>
            <li>
              <Go href={to.page('themes')}>{t('themes.title')}</Go>
            </li>
            {sessions.data?.map(({ id, number }) => (
              <li key={id}>
                <Go href={to.checklist(id)}>
                  {t('settings.checklist', { session: t('session.name', { n: number }) })}
                </Go>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}

function SettingForm({ setting }: { readonly setting: Setting }) {
  const { t, date } = useWords();
  const client = useQueryClient();
  const { key, value, otherwise, set, version, changedAt, changedBy } = setting;
  const [typed, setTyped] = useState(writeValue(key, value));
  const [tried, setTried] = useState(false);
  const read = readValue(key, typed);
  const change = useMutation({
    mutationFn: (next: number | number[] | null) =>
      api('PUT /api/v1/settings/{key}', { params: { key }, body: { value: next, version } }),
    onSuccess: (answer) => {
      client.setQueryData(['settings'], answer.settings);
      showToast({ tone: 'green', text: t('settings.saved') });
    },
  });
  const stale = change.error instanceof ApiProblem && change.error.code === 'stale';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (read !== null) change.mutate(read);
  };
  return (
    <form onSubmit={submit} className={styles.setting} noValidate>
      {stale ? (
        <Notice
          tone="amber"
          live
          title={t('problem.stale')}
          action={
            <Button icon="replay" onClick={() => void client.invalidateQueries({ queryKey: ['settings'] })}>
              {t('settings.look')}
            </Button>
          }
        />
      ) : (
        change.error && <ProblemNotice error={change.error} />
      )}
      <TextField
        label={t(`setting.${key}`)}
        hint={`${t(`setting.${key}.hint`)} ${t('settings.otherwise', { value: writeValue(key, otherwise) || t('settings.none') })}`}
        dir="ltr"
        inputMode={key === 'mail.reminderDays' ? 'text' : 'numeric'}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        {...(tried && read === null ? { error: t(`setting.${key}.wrong`) } : {})}
      />
      <span className={styles.acts}>
        <Button
          type="submit"
          kind="primary"
          busy={change.isPending && t('review.saving')}
          aria-disabled={typed === writeValue(key, value)}
        >
          {t('review.save')}
        </Button>
        {set && (
          <Button kind="plain" onClick={() => change.mutate(null)}>
            {t('settings.reset')}
          </Button>
        )}
      </span>
      {changedAt && (
        <p className={styles.soft}>
          {t('settings.changed', {
            who: changedBy ?? t('who.gone'),
            when: date(changedAt, { dateStyle: 'medium', timeStyle: 'short' }),
          })}
        </p>
      )}
    </form>
  );
}
