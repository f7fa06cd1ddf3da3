import type { Input, Output } from '@rostrum/client';
import { SET_ASIDE_REASON_LENGTH } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State, type Tone } from '../../kit/state.tsx';
import { Actions, EmptyState, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { useDraft } from '../drafts.ts';
import { OneSession, SessionChoice } from '../planning/one-session.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './questions.module.css';

type Answer = Output<'GET /api/v1/sessions/{id}/questions'>;
type Asked = Answer['questions'][number];
type Act = Input<'POST /api/v1/questions/{id}/acts'>['body'];

/** What waits for a coordinator stands first. */
const PARTS = [
  { name: 'waiting', states: ['asked', 'answered'] },
  { name: 'away', states: ['passed_on'] },
  { name: 'done', states: ['shown', 'declined', 'set_aside'] },
] as const;

const TONES = {
  asked: 'amber',
  answered: 'amber',
  passed_on: 'neutral',
  shown: 'green',
  declined: 'neutral',
  set_aside: 'neutral',
} as const satisfies Record<Asked['state'], Tone>;

export function QuestionsPage({ sessionId }: { readonly sessionId: string | undefined }) {
  return (
    <OneSession sessionId={sessionId}>{(chosen) => <Questions key={chosen} sessionId={chosen} />}</OneSession>
  );
}

/** What missions ask speakers: each is passed on or set aside here, and no answer is shown but from here. */
function Questions({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const client = useQueryClient();
  const key = ['questions', sessionId] as const;
  const questions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/questions', { params: { id: sessionId } }, { signal }),
    refetchInterval: 20_000,
  });
  const [aside, setAside] = useState<Asked>();
  const run = useMutation({
    mutationFn: ({ id, act }: { id: string; act: Act }) =>
      api('POST /api/v1/questions/{id}/acts', { params: { id }, body: act }),
    onSuccess: (answer) => {
      client.setQueryData(key, answer);
      void client.invalidateQueries({ queryKey: ['questions', 'waiting'] });
      setAside(undefined);
    },
    // Somebody else was faster, or the statement is gone: what is there now is shown beside the problem.
    onError: () => void client.invalidateQueries({ queryKey: key }),
  });
  const all = questions.data?.questions ?? [];
  const failed = run.error !== null && aside === undefined ? run.variables : undefined;
  return (
    <Stack gap="far">
      <PageHead
        title={t('questions.title')}
        facts={t('questions.text')}
        aside={<SessionChoice sessionId={sessionId} to={to.questions} />}
      />
      {questions.isError && (
        <ProblemNotice error={questions.error} onRetry={() => void questions.refetch()} />
      )}
      {failed && !all.some(({ id }) => id === failed.id) && <ProblemNotice error={run.error} />}
      {questions.isPending && <Skeleton shape="row" count={4} />}
      {questions.data && all.length === 0 && (
        <EmptyState title={t('questions.none')}>{t('questions.noneText')}</EmptyState>
      )}
      {PARTS.map(({ name, states }) => {
        const own = all.filter(({ state }) => states.some((one) => one === state));
        if (own.length === 0) return null;
        return (
          <section key={name} aria-labelledby={`questions-${name}`}>
            <h2 id={`questions-${name}`} className={styles.part}>
              {t(`questions.part.${name}`)}
            </h2>
            <ul className={styles.list}>
              {own.map((asked) => (
                <Question
                  key={asked.id}
                  asked={asked}
                  failed={failed?.id === asked.id ? { error: run.error, act: failed.act.act } : null}
                  busy={run.isPending && run.variables.id === asked.id ? run.variables.act.act : null}
                  onAct={(act) => run.mutate({ id: asked.id, act })}
                  onRead={() => {
                    if (failed?.id === asked.id) run.reset();
                  }}
                  onSetAside={() => {
                    run.reset();
                    setAside(asked);
                  }}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {aside && (
        <SetAside
          key={aside.id}
          asked={aside}
          busy={run.isPending}
          error={run.error}
          onAct={(reason) => run.mutateAsync({ id: aside.id, act: { act: 'set_aside', reason } })}
          onClose={() => setAside(undefined)}
        />
      )}
    </Stack>
  );
}

interface QuestionProps {
  readonly asked: Asked;
  readonly failed: { readonly error: unknown; readonly act: Act['act'] } | null;
  readonly busy: Act['act'] | null;
  readonly onAct: (act: Act) => void;
  /** What became of an act on another answer is of no use any more. */
  readonly onRead: () => void;
  readonly onSetAside: () => void;
}

function Question({ asked, failed, busy, onAct, onRead, onSetAside }: QuestionProps) {
  const { t, date } = useWords();
  const nameOf = useStateName();
  const { state, mission, named, organisation, review, body, answer, answeredAt, reason, statementId } =
    asked;
  // A speaker may write another answer while this one is being read: it must be read, too.
  const [read, setRead] = useState(answeredAt);
  const another = state === 'answered' && answeredAt !== read;
  return (
    <li className={styles.question}>
      <p className={styles.head}>
        <Go href={to.statement(statementId)}>
          <bdi>{organisation.name}</bdi>
        </Go>
        <span className={styles.soft}>
          <bdi>{nameOf(review)}</bdi>
        </span>
        <State tone={TONES[state]}>{t(`questions.state.${state}`)}</State>
      </p>
      <p className={styles.soft}>
        {t(named ? 'questions.by' : 'questions.byUnnamed', {
          mission: mission.name,
          date: date(asked.askedAt, { dateStyle: 'medium', timeStyle: 'short' }),
        })}
      </p>
      <p className={styles.words} dir="auto">
        {body}
      </p>
      {answer !== null && (
        <>
          <p className={styles.soft}>{t('questions.answer')}</p>
          <p className={styles.words} dir="auto">
            {answer}
          </p>
        </>
      )}
      {reason !== null && (
        <>
          <p className={styles.soft}>{t('questions.reason')}</p>
          <p className={styles.words} dir="auto">
            {reason}
          </p>
        </>
      )}
      {another && <Notice tone="amber" live title={t('questions.anotherAnswer')} />}
      {failed && !another && <ProblemNotice error={failed.error} />}
      <Actions>
        {state === 'answered' && answeredAt !== null && (
          <Button
            kind="primary"
            icon="check"
            busy={busy === 'show' && t('review.saving')}
            onClick={() => {
              setRead(answeredAt);
              if (another) onRead();
              else onAct({ act: 'show', answeredAt });
            }}
          >
            {t(another ? 'questions.haveRead' : 'questions.show')}
          </Button>
        )}
        {(state === 'asked' || state === 'set_aside') && (
          <Button
            {...(state === 'asked' ? { kind: 'primary' as const } : {})}
            icon="forward"
            busy={busy === 'pass_on' && t('review.saving')}
            onClick={() => onAct({ act: 'pass_on', seen: state })}
          >
            {t('questions.passOn')}
          </Button>
        )}
        {state !== 'set_aside' && (
          <Button kind={state === 'asked' || state === 'answered' ? 'quiet' : 'plain'} onClick={onSetAside}>
            {t(state === 'shown' ? 'questions.takeBack' : 'questions.setAside')}
          </Button>
        )}
      </Actions>
    </li>
  );
}

interface SetAsideProps {
  readonly asked: Asked;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onAct: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

function SetAside({ asked, busy, error, onAct, onClose }: SetAsideProps) {
  const { t } = useWords();
  const [kept, keep] = useDraft(`question.${asked.id}`);
  const [missing, setMissing] = useState(false);
  const reason = kept ?? '';
  return (
    <Dialog
      title={t('questions.setAside')}
      open
      onClose={onClose}
      actions={
        <>
          <Button
            kind="primary"
            busy={busy && t('review.saving')}
            onClick={() => {
              setMissing(reason.trim() === '');
              if (reason.trim() === '') return;
              // Where it fails it is said here, and nothing that was written is lost.
              onAct(reason.trim()).then(
                () => keep(undefined),
                () => undefined,
              );
            }}
          >
            {t('questions.setAside')}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </>
      }
    >
      <Stack>
        <p>{t('questions.setAsideText')}</p>
        <TextArea
          label={t('questions.reason')}
          {...(missing ? { error: t('questions.reasonMissing') } : {})}
          dir="auto"
          maxLength={SET_ASIDE_REASON_LENGTH}
          value={reason}
          onChange={(event) => {
            setMissing(false);
            keep(event.target.value);
          }}
        />
        {error && <ProblemNotice error={error} />}
      </Stack>
    </Dialog>
  );
}
