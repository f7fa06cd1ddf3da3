import { languageDirection } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Select, TextArea, TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { type Stand, useHeld } from '../held.ts';
import { ProblemNotice, useProblemText } from '../problem-notice.tsx';
import studio from '../studio/studio.module.css';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './decisions.module.css';
import { languageName } from './language-name.ts';
import { TEMPLATES_KEY, type Template, useTemplates } from './use-templates.ts';

const kinds = ['approve', 'ask_changes', 'decline'] as const;
const languages = ['en', 'fr', 'es', 'ar'] as const;
const NEW: Draft = {
  kind: 'ask_changes',
  title: '',
  texts: { en: '', fr: '', es: '', ar: '' },
};

/** Texts for the speaker that a decision begins from, in every language that a speaker may have chosen. */
export function TemplatesPage() {
  const { t } = useWords();
  const templates = useTemplates();
  const [edits, setEdits] = useState<Template | 'new'>();
  return (
    <div className={styles.page}>
      <h1>{t('templates.title')}</h1>
      <p>{t('templates.about')}</p>
      {!templates.data &&
        (templates.isError ? (
          <ProblemNotice error={templates.error} onRetry={() => void templates.refetch()} />
        ) : (
          <Skeleton shape="row" count={5} />
        ))}
      {kinds.map((kind) => {
        const ofKind = withEdited(templates.data?.templates ?? [], edits).filter((one) => one.kind === kind);
        if (!templates.data) return null;
        return (
          <section key={kind} aria-labelledby={`templates-${kind}`}>
            <h2 id={`templates-${kind}`}>{t(`decide.${kind}`)}</h2>
            {ofKind.length === 0 && <EmptyState title={t('templates.none')} />}
            <ul className={styles.templates}>
              {ofKind.map((template) => (
                <li key={template.id}>
                  {edits !== 'new' && edits?.id === template.id ? (
                    <TemplateForm
                      template={template}
                      gone={!templates.data?.templates.some(({ id }) => id === template.id)}
                      onDone={() => setEdits(undefined)}
                    />
                  ) : (
                    <Line template={template} onEdit={() => setEdits(template)} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {templates.data &&
        (edits === 'new' ? (
          <TemplateForm template={NEW} onDone={() => setEdits(undefined)} />
        ) : (
          <p>
            <Button icon="plus" onClick={() => setEdits('new')}>
              {t('templates.add')}
            </Button>
          </p>
        ))}
    </div>
  );
}

/** Removed by somebody else it stays in the list while its form is open. */
function withEdited(all: readonly Template[], edited: Template | 'new' | undefined): readonly Template[] {
  if (edited === undefined || edited === 'new' || all.some(({ id }) => id === edited.id)) return all;
  return [...all, edited];
}

function Line({ template, onEdit }: { readonly template: Template; readonly onEdit: () => void }) {
  const { t, language } = useWords();
  const client = useQueryClient();
  const problemText = useProblemText();
  const failed = (error: unknown) => {
    showToast({ tone: 'red', text: problemText(error) });
    void client.invalidateQueries({ queryKey: TEMPLATES_KEY });
  };
  const { id, version, ...rest } = template;
  const again = useMutation({
    mutationFn: () => api('POST /api/v1/decision-templates', { body: { id, ...rest } }),
    onSuccess: (next) => client.setQueryData(TEMPLATES_KEY, next),
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: () => api('DELETE /api/v1/decision-templates/{id}', { params: { id }, query: { version } }),
    onSuccess: (next) => {
      client.setQueryData(TEMPLATES_KEY, next);
      showToast({
        tone: 'neutral',
        text: t('templates.removed'),
        action: { label: t('remarks.bringBack'), run: () => again.mutate() },
      });
    },
    onError: failed,
  });
  const shown = language === 'fr' ? 'fr' : 'en';
  return (
    <>
      <div className={styles.line}>
        <strong>{template.title}</strong>
        <span>
          <Button kind="plain" icon="edit" onClick={onEdit}>
            {t('templates.edit')}
          </Button>
          <Button
            kind="plain"
            icon="trash"
            busy={remove.isPending && t('review.saving')}
            onClick={() => remove.mutate()}
          >
            {t('templates.remove')}
          </Button>
        </span>
      </div>
      <p className={styles.first} lang={shown}>
        {template.texts[shown]}
      </p>
    </>
  );
}

type Draft = Omit<Template, 'id' | 'version'>;

const standOf = (template: Draft | Template): Stand<Draft, number | undefined> => ({
  mark: 'version' in template ? template.version : undefined,
  value: { kind: template.kind, title: template.title, texts: template.texts },
});

interface TemplateFormProps {
  readonly template: Draft | Template;
  /** Somebody removed it meanwhile: saved, it is a new one. */
  readonly gone?: boolean;
  readonly onDone: () => void;
}

function TemplateForm({ template, gone = false, onDone }: TemplateFormProps) {
  const { t, language } = useWords();
  const client = useQueryClient();
  const of = 'id' in template && !gone ? template.id : undefined;
  const held = useHeld(standOf(template));
  const { value: draft, write: setDraft, opened, theirs } = held;
  const [newId] = useState(() => crypto.randomUUID());
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      of !== undefined && opened.mark !== undefined
        ? api('PUT /api/v1/decision-templates/{id}', {
            params: { id: of },
            body: { ...draft, version: opened.mark },
          })
        : api('POST /api/v1/decision-templates', { body: { ...draft, id: newId } }),
    onSuccess: (next) => {
      client.setQueryData(TEMPLATES_KEY, next);
      showToast({ tone: 'green', text: t('templates.saved') });
      onDone();
    },
    onError: () => void client.invalidateQueries({ queryKey: TEMPLATES_KEY }),
  });
  const whole = draft.title.trim() !== '' && languages.every((one) => draft.texts[one].trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whole) save.mutate();
  };
  const missing = (text: string) => (tried && text.trim() === '' ? { error: t('templates.missing') } : {});
  return (
    <form className={studio.form} onSubmit={submit} noValidate>
      <TextField
        label={t('templates.name')}
        hint={t('templates.nameHint')}
        maxLength={100}
        autoFocus
        value={draft.title}
        onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        {...missing(draft.title)}
      />
      {!of && (
        <Select
          label={t('templates.kind')}
          value={draft.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`decide.${kind}`) }))}
          onChange={(event) =>
            setDraft({ ...draft, kind: kinds.find((one) => one === event.target.value) ?? draft.kind })
          }
        />
      )}
      <div className={styles.texts}>
        {languages.map((one) => (
          <TextArea
            key={one}
            label={languageName(one, language)}
            lang={one}
            dir={languageDirection(one)}
            rows={5}
            maxLength={4000}
            value={draft.texts[one]}
            onChange={(event) => setDraft({ ...draft, texts: { ...draft.texts, [one]: event.target.value } })}
            {...missing(draft.texts[one])}
          />
        ))}
      </div>
      {theirs ? (
        <TheirsNotice
          onTakeTheirs={held.takeTheirs}
          onKeepMine={() => {
            held.keepMine();
            save.reset();
          }}
        />
      ) : (
        save.error && <ProblemNotice error={save.error} />
      )}
      <div className={studio.buttons}>
        <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
          {t('review.save')}
        </Button>
        <Button kind="plain" onClick={onDone}>
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
