import { THEME_NAME_LENGTH } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Theme, themeName } from '../../issues/themes.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextField } from '../../kit/field.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './issues.module.css';
import { useThemes } from './use-sheet.ts';

const LANGUAGES = ['en', 'fr', 'es', 'ar'] as const;
const NEW: Theme = { code: '', names: { en: '', fr: '', es: '', ar: '' }, offered: true };

/** What speakers choose from: offered or not, by names that the staff set. */
export function ThemesPage() {
  const { t, language } = useWords();
  const client = useQueryClient();
  const list = useThemes();
  const [editing, setEditing] = useState<{ theme: Theme; isNew: boolean }>();
  const set = useMutation({
    mutationFn: (themes: readonly Theme[]) =>
      api('PUT /api/v1/themes', { body: { version: list.data?.version ?? 0, themes: [...themes] } }),
    onSuccess: (answer) => {
      client.setQueryData(['themes'], answer);
      setEditing(undefined);
      showToast({ tone: 'green', text: t('themes.saved') });
    },
    onError: () => void client.invalidateQueries({ queryKey: ['themes'] }),
  });
  const themes = list.data?.themes ?? [];
  const order = new Intl.Collator(language);
  const nameOf = ({ code }: Theme) => themeName(themes, code, language);
  const sorted = [...themes].sort((a, b) => order.compare(nameOf(a), nameOf(b)));
  const put = (theme: Theme) =>
    set.mutate(
      themes.some(({ code }) => code === theme.code)
        ? themes.map((one) => (one.code === theme.code ? theme : one))
        : [...themes, theme],
    );
  return (
    <Stack gap="far">
      <PageHead title={t('themes.title')}>
        <p className={styles.soft}>{t('themes.text')}</p>
      </PageHead>
      {list.isError && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton shape="row" count={8} />}
      {set.error && editing === undefined && <ProblemNotice error={set.error} />}
      {list.data && (
        <Actions>
          <Button icon="plus" onClick={() => setEditing({ theme: NEW, isNew: true })}>
            {t('themes.add')}
          </Button>
        </Actions>
      )}
      <ul className={styles.themes}>
        {sorted.map((theme) => (
          <li key={theme.code}>
            <Checkbox
              label={nameOf(theme)}
              checked={theme.offered}
              disabled={set.isPending}
              onChange={(offered) => put({ ...theme, offered })}
            />
            <Button kind="plain" icon="edit" onClick={() => setEditing({ theme, isNew: false })}>
              {t('themes.change')}
            </Button>
          </li>
        ))}
      </ul>
      {editing && (
        <Editing
          key={editing.theme.code}
          editing={editing}
          taken={themes.map(({ code }) => code)}
          error={set.error}
          busy={set.isPending}
          onSave={put}
          onClose={() => {
            setEditing(undefined);
            set.reset();
          }}
        />
      )}
    </Stack>
  );
}

interface EditingProps {
  readonly editing: { readonly theme: Theme; readonly isNew: boolean };
  readonly taken: readonly string[];
  readonly error: Error | null;
  readonly busy: boolean;
  readonly onSave: (theme: Theme) => void;
  readonly onClose: () => void;
}

function Editing({ editing: { theme, isNew }, taken, error, busy, onSave, onClose }: EditingProps) {
  const { t } = useWords();
  const [code, setCode] = useState(theme.code);
  const [names, setNames] = useState(theme.names);
  const [tried, setTried] = useState(false);
  const codeIsGood = !isNew || (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(code) && !taken.includes(code));
  const missing = LANGUAGES.filter((language) => names[language].trim() === '');
  const save = () => {
    setTried(true);
    if (codeIsGood && missing.length === 0) onSave({ ...theme, code, names });
  };
  return (
    <Dialog
      title={isNew ? t('themes.add') : t('themes.names')}
      open
      onClose={onClose}
      alert
      actions={
        <>
          <Button kind="primary" busy={busy && t('review.saving')} onClick={save}>
            {t('review.save')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </>
      }
    >
      <div className={styles.fields}>
        {error && <ProblemNotice error={error} />}
        {isNew && (
          <TextField
            label={t('themes.code')}
            dir="ltr"
            maxLength={60}
            value={code}
            {...(tried && !codeIsGood ? { error: t('themes.codeWrong') } : {})}
            onChange={({ target }) => setCode(target.value)}
          />
        )}
        {LANGUAGES.map((language) => (
          <TextField
            key={language}
            label={t(`themes.in.${language}`)}
            lang={language}
            dir={language === 'ar' ? 'rtl' : 'ltr'}
            maxLength={THEME_NAME_LENGTH}
            value={names[language]}
            {...(tried && missing.includes(language) ? { error: t('themes.nameWrong') } : {})}
            onChange={({ target }) => setNames({ ...names, [language]: target.value })}
          />
        ))}
      </div>
    </Dialog>
  );
}
