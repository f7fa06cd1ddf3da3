import type { Output } from '@rostrum/client';
import { ChecklistQuestions, isProductQuestion } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { TextField } from '../../kit/field.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { fieldOf, useDraft } from '../drafts.ts';
import { type Stand, useHeld } from '../held.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './checklist.module.css';
import { useQuestionText } from './question-text.ts';

type Kept = Output<'GET /api/v1/sessions/{id}/checklist'>;
type Question = Kept['questions'][number];

const keyOf = (sessionId: string) => ['session-checklist', sessionId] as const;

/** The questions of one session: their order, which are asked, and its own. */
export function ChecklistPage({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const kept = useQuery({
    queryKey: keyOf(sessionId),
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/checklist', { params: { id: sessionId } }, { signal }),
  });
  return (
    <div className={styles.page}>
      <PageHead
        up={<Go href={to.board(sessionId)}>{t('nav.board')}</Go>}
        title={t('checklistPage.title')}
        facts={t('checklistPage.about')}
      />
      {kept.data ? (
        <Editor key={sessionId} sessionId={sessionId} kept={kept.data} />
      ) : kept.isError ? (
        <ProblemNotice error={kept.error} onRetry={() => void kept.refetch()} />
      ) : (
        <Skeleton shape="row" count={6} />
      )}
    </div>
  );
}

const standOf = ({ mark, questions }: Kept): Stand<readonly Question[], string> => ({
  mark,
  value: questions,
});

function readStand(kept: unknown): Stand<readonly Question[], string> | undefined {
  const mark = fieldOf(kept, 'mark');
  const questions = ChecklistQuestions.safeParse(fieldOf(kept, 'value'));
  return typeof mark === 'string' && questions.success ? { mark, value: questions.data } : undefined;
}

function Editor({ sessionId, kept }: { readonly sessionId: string; readonly kept: Kept }) {
  const { t } = useWords();
  const textOf = useQuestionText();
  const client = useQueryClient();
  const held = useHeld(standOf(kept), { key: `checklist.${sessionId}`, read: readStand });
  const { value: questions, write: setQuestions, opened, theirs, changed } = held;
  const save = useMutation({
    mutationFn: (next: readonly Question[] | null) =>
      api('PUT /api/v1/sessions/{id}/checklist', {
        params: { id: sessionId },
        body: { questions: next === null ? null : [...next], mark: opened.mark },
      }),
    onSuccess: (now, sent) => {
      const before = opened.value;
      held.saved(sent, standOf(now));
      client.setQueryData(keyOf(sessionId), now);
      void client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] === 'statement' && queryKey[2] === 'checklist',
      });
      showToast({
        tone: 'green',
        text: t('checklistPage.saved'),
        ...(sent === null
          ? {
              action: {
                label: t('remarks.bringBack'),
                run: () =>
                  void api('PUT /api/v1/sessions/{id}/checklist', {
                    params: { id: sessionId },
                    body: { questions: [...before], mark: now.mark },
                  }).then((again) => client.setQueryData(keyOf(sessionId), again)),
              },
            }
          : {}),
      });
    },
    onError: () => void client.invalidateQueries({ queryKey: keyOf(sessionId) }),
  });
  const move = (at: number, by: number) => {
    const next = [...questions];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    setQuestions(next);
  };
  const change = (id: string, patch: Partial<Question>) =>
    setQuestions(questions.map((one) => (one.id === id ? { ...one, ...patch } : one)));
  return (
    <>
      <ol className={styles.set}>
        {questions.map((question, at) => (
          <li key={question.id} className={styles.item}>
            <span className={question.on ? undefined : styles.off}>
              <Checkbox
                label={textOf(question)}
                checked={question.on}
                onChange={(on) => change(question.id, { on })}
              />
            </span>
            <span className={styles.tools}>
              <Button kind="plain" disabled={at === 0} onClick={() => move(at, -1)}>
                {t('checklistPage.up')}
              </Button>
              <Button kind="plain" disabled={at === questions.length - 1} onClick={() => move(at, 1)}>
                {t('checklistPage.down')}
              </Button>
              {!isProductQuestion(question.id) && (
                <Button
                  kind="plain"
                  icon="trash"
                  iconOnly
                  onClick={() => setQuestions(questions.filter(({ id }) => id !== question.id))}
                >
                  {t('checklistPage.remove')}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ol>
      <AddQuestion sessionId={sessionId} onAdd={(question) => setQuestions([...questions, question])} />
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
      <div className={styles.buttons}>
        <Button
          kind="primary"
          disabled={!changed}
          busy={save.isPending && t('review.saving')}
          onClick={() => save.mutate(questions)}
        >
          {t('review.save')}
        </Button>
        {changed && (
          <Button kind="plain" onClick={() => setQuestions(opened.value)}>
            {t('checklistPage.asBefore')}
          </Button>
        )}
        <Button kind="plain" icon="replay" onClick={() => save.mutate(null)}>
          {t('checklistPage.reset')}
        </Button>
      </div>
    </>
  );
}

interface AddQuestionProps {
  readonly sessionId: string;
  readonly onAdd: (question: Question) => void;
}

function AddQuestion({ sessionId, onAdd }: AddQuestionProps) {
  const { t } = useWords();
  const [en = '', setEn] = useDraft(`checklist.${sessionId}.en`);
  const [fr = '', setFr] = useDraft(`checklist.${sessionId}.fr`);
  const ready = en.trim() !== '' && fr.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    onAdd({ id: `own-${crypto.randomUUID().slice(0, 8)}`, on: true, text: { en: en.trim(), fr: fr.trim() } });
    setEn(undefined);
    setFr(undefined);
  };
  return (
    <form onSubmit={submit} className={styles.page}>
      <h2>{t('checklistPage.own')}</h2>
      <p>{t('checklistPage.ownAbout')}</p>
      <div className={styles.texts}>
        <TextField
          label={t('checklistPage.en')}
          lang="en"
          maxLength={200}
          value={en}
          onChange={(event) => setEn(event.target.value)}
        />
        <TextField
          label={t('checklistPage.fr')}
          lang="fr"
          maxLength={200}
          value={fr}
          onChange={(event) => setFr(event.target.value)}
        />
      </div>
      <div className={styles.buttons}>
        <Button type="submit" icon="plus" disabled={!ready}>
          {t('checklistPage.add')}
        </Button>
      </div>
    </form>
  );
}
