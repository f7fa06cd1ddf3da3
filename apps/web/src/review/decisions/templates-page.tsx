import { languageDirection } from '@rostrum/domain';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Select, TextArea, TextField } from '../../kit/field.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState } from '../../kit/surface.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { useDraft, useKept } from '../drafts.ts';
import { useHeld } from '../held.ts';
import { ProblemNotice, useProblemText } from '../problem-notice.tsx';
import studio from '../studio/studio.module.css';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './decisions.module.css';
import { type Draft, type Opened, readOpened, readStand, standOf } from './kept-template.ts';
import { languageName } from './language-name.ts';
import {
  KINDS,
  LANGUAGES,
  TEMPLATES_KEY,
  type Template,
  useTemplates,
  useTemplateTitle,
} from './use-templates.ts';

const EMPTY: Draft = {
  kind: 'ask_changes',
  title: '',
  product: null,
  texts: { en: '', fr: '', es: '', ar: '' },
};

/** Texts for the speaker that a decision begins from, in every language that a speaker may have chosen. */
export function TemplatesPage() {
  const { t } = useWords();
  const templates = useTemplates();
  const [kept, keepOpened] = useKept('template.open', readOpened);
  const [edits, setEdits] = useState(kept);
  const open = (next: Opened | undefined) => {
    keepOpened(next);
    setEdits(next);
  };
  return (
    <div className={styles.page}>
      <PageHead title={t('templates.title')} facts={t('templates.about')} />
      {!templates.data &&
        (templates.isError ? (
          <ProblemNotice error={templates.error} onRetry={() => void templates.refetch()} />
        ) : (
          <Skeleton shape="row" count={5} />
        ))}
      {KINDS.map((kind) => {
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
                      onDone={() => open(undefined)}
                    />
                  ) : (
                    <Line template={template} onEdit={() => open(template)} />
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {templates.data &&
        (edits === 'new' ? (
          <TemplateForm template={EMPTY} onDone={() => open(undefined)} />
        ) : (
          <p>
            <Button icon="plus" onClick={() => open('new')}>
              {t('templates.add')}
            </Button>
          </p>
        ))}
    </div>
  );
}

/** As it stands at the beginning of a line. */
const atStart = (word: string, language: string) =>
  word.slice(0, 1).toLocaleUpperCase(language) + word.slice(1);

/** Removed by somebody else it stays in the list while its form is open. */
function withEdited(all: readonly Template[], edited: Opened | undefined): readonly Template[] {
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
  const { id, version, kind, title, texts } = template;
  const titleOf = useTemplateTitle();
  const again = useMutation({
    mutationFn: () => api('POST /api/v1/decision-templates', { body: { id, kind, title, texts } }),
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
        <strong>{titleOf(template)}</strong>
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
  const titleOf = useTemplateTitle();
  const key = `template.${'id' in template ? template.id : 'new'}`;
  const held = useHeld(standOf(template), { key, read: readStand });
  const { value: draft, write: setDraft, opened, theirs } = held;
  // Sent again after an answer that was lost, it is added once.
  const [keptId, keepId] = useDraft(`${key}.as`);
  const close = () => {
    held.forget();
    keepId(undefined);
    onDone();
  };
  const [tried, setTried] = useState(false);
  const save = useMutation({
    mutationFn: () => {
      const { kind, title, texts } = draft;
      if (of !== undefined && opened.mark !== undefined) {
        const body = { kind, title, texts, version: opened.mark };
        return api('PUT /api/v1/decision-templates/{id}', { params: { id: of }, body });
      }
      const id = keptId ?? crypto.randomUUID();
      keepId(id);
      return api('POST /api/v1/decision-templates', { body: { id, kind, title: titleOf(draft), texts } });
    },
    onSuccess: (next) => {
      client.setQueryData(TEMPLATES_KEY, next);
      showToast({ tone: 'green', text: t('templates.saved') });
      close();
    },
    onError: () => void client.invalidateQueries({ queryKey: TEMPLATES_KEY }),
  });
  const named = (text: string): Pick<Draft, 'title' | 'product'> =>
    text === titleOf(opened.value)
      ? { title: opened.value.title, product: opened.value.product }
      : { title: text, product: null };
  const whole = draft.title.trim() !== '' && LANGUAGES.every((one) => draft.texts[one].trim() !== '');
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
        value={titleOf(draft)}
        onChange={(event) => setDraft({ ...draft, ...named(event.target.value) })}
        {...missing(draft.title)}
      />
      {!of && (
        <Select
          label={t('templates.kind')}
          value={draft.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`decide.${kind}`) }))}
          onChange={(event) =>
            setDraft({ ...draft, kind: KINDS.find((one) => one === event.target.value) ?? draft.kind })
          }
        />
      )}
      <div className={styles.texts}>
        {LANGUAGES.map((one) => (
          <TextArea
            key={one}
            label={atStart(languageName(one, language), language)}
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
        <Button kind="plain" onClick={close}>
          {t('review.cancel')}
        </Button>
      </div>
    </form>
  );
}
