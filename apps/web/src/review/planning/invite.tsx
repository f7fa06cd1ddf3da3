import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { languageNames } from '../../kit/i18n/words.tsx';
import { api } from '../api.ts';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import styles from '../programme/programme.module.css';
import { useWords } from '../words/use-words.ts';

const kinds = ['cso', 'nhri', 'state'] as const;
const languages = ['en', 'fr', 'es', 'ar'] as const;
const none = {
  name: '',
  kind: 'cso' as (typeof kinds)[number],
  status: 'A' as 'A' | 'B',
  email: '',
  language: 'en' as (typeof languages)[number],
};

interface InviteProps {
  readonly reviewId: string;
  readonly stateName: string;
  readonly sessionId: string;
}

/** Gives an organisation its place and shows its link, once. */
export function Invite({ reviewId, stateName, sessionId }: InviteProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [form, setForm] = useState(none);
  const [named, setNamed] = useState('');
  const add = useMutation({
    mutationFn: () =>
      api('POST /api/v1/reviews/{id}/invitations', {
        params: { id: reviewId },
        body: {
          organisation: {
            name: form.name,
            kind: form.kind,
            nhriStatus: form.kind === 'nhri' ? form.status : null,
          },
          email: form.email.trim() || null,
          language: form.language,
        },
      }),
    onSuccess: async () => {
      setNamed(form.name);
      setForm(none);
      setOpen(false);
      await Promise.all([
        client.invalidateQueries({ queryKey: ['programme', reviewId] }),
        client.invalidateQueries({ queryKey: ['board', sessionId] }),
      ]);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const change = (changes: Partial<typeof none>) => setForm((now) => ({ ...now, ...changes }));
  return (
    <div>
      <Button icon="plus" onClick={() => setOpen(true)}>
        {t('invite.open')}
      </Button>
      <Dialog
        title={t('invite.title', { state: stateName })}
        open={open}
        onClose={() => setOpen(false)}
        alert
      >
        <form onSubmit={submit} className={styles.form}>
          {add.error && <ProblemNotice error={add.error} />}
          <TextField
            label={t('invite.name')}
            required
            maxLength={300}
            dir="auto"
            value={form.name}
            onChange={(event) => change({ name: event.target.value })}
          />
          <div className={styles.pair}>
            <Select
              label={t('invite.kind')}
              options={kinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
              value={form.kind}
              onChange={(event) => {
                const kind = kinds.find((one) => one === event.target.value);
                if (kind) change({ kind });
              }}
            />
            {form.kind === 'nhri' && (
              <Select
                label={t('invite.status')}
                options={[
                  { value: 'A', label: 'A' },
                  { value: 'B', label: 'B' },
                ]}
                value={form.status}
                onChange={(event) => change({ status: event.target.value === 'B' ? 'B' : 'A' })}
              />
            )}
          </div>
          <div className={styles.pair}>
            <TextField
              label={t('invite.email')}
              hint={t('invite.emailHint')}
              type="email"
              optional
              dir="ltr"
              value={form.email}
              onChange={(event) => change({ email: event.target.value })}
            />
            <Select
              label={t('invite.language')}
              hint={t('invite.languageHint')}
              options={languages.map((one) => ({ value: one, label: languageNames[one] }))}
              value={form.language}
              onChange={(event) => {
                const language = languages.find((one) => one === event.target.value);
                if (language) change({ language });
              }}
            />
          </div>
          <div className={styles.publishButtons}>
            <Button kind="primary" type="submit" busy={add.isPending && t('review.saving')}>
              {t('invite.action')}
            </Button>
            <Button onClick={() => setOpen(false)}>{t('review.cancel')}</Button>
          </div>
        </form>
      </Dialog>
      <LinkOnce title={t('link.titleOf', { name: named })} link={add.data?.link} onClose={add.reset} />
    </div>
  );
}
