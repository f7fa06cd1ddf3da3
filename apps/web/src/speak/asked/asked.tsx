import type { ApiProblem, Output } from '@rostrum/client';
import { useCallback, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { State } from '../../kit/state.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { useDraft } from '../answer/draft.ts';
import { draftNames } from '../answer/draft-name.ts';
import { api, type Statement } from '../api.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useReload } from '../statement/ahead.ts';
import styles from './asked.module.css';
import { useAskedWords } from './asked-words.ts';

type Questions = Output<'GET /api/v1/speaker/questions'>;
type AskedQuestion = Questions['questions'][number];

/** As long as the server takes. */
const ANSWER_LENGTH = 2_000;

/** What missions ask this speaker, once a coordinator passed it on; nothing where nobody asked. */
export function Asked({ view, first }: { readonly view: Statement; readonly first: Questions | null }) {
  const { t } = useAskedWords();
  const [questions, setQuestions] = useState<Questions['questions']>(first?.questions ?? []);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const load = useCallback(async () => {
    try {
      setQuestions((await api('GET /api/v1/speaker/questions')).questions);
      setProblem(null);
    } catch (error) {
      setProblem(asProblem(error));
    }
  }, []);
  // The statement is asked for again whenever something about it changed, and so is this.
  useReload(load, first !== null, view);
  if (questions.length === 0) return null;
  return (
    <section aria-labelledby="asked" className={styles.asked}>
      <Stack>
        <h2 id="asked">{t('asked.title')}</h2>
        <p>{t('asked.text')}</p>
        {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
        <ul className={styles.list}>
          {questions.map((question) => (
            <li key={question.id}>
              <One
                key={question.state}
                statementId={view.statement.id}
                question={question}
                onAnswered={setQuestions}
                onLost={() => void load()}
              />
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  );
}

interface OneProps {
  readonly statementId: string;
  readonly question: AskedQuestion;
  readonly onAnswered: (questions: Questions['questions']) => void;
  /** It stands otherwise by now. */
  readonly onLost: () => void;
}

function One({ statementId, question, onAnswered, onLost }: OneProps) {
  const { t, language } = useAskedWords();
  const { id, body, mission, state, answer } = question;
  const [draft, write, forget] = useDraft(draftNames.answer(statementId, id));
  const [writing, setWriting] = useState(state === 'passed_on');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState<'answer' | 'decline' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  async function send(what: 'answer' | 'decline') {
    const text = draft.trim();
    setMissing(what === 'answer' && text === '');
    if (what === 'answer' && text === '') return;
    setBusy(what);
    setProblem(null);
    try {
      const said = await api('POST /api/v1/speaker/questions/{id}/answer', {
        params: { id },
        body: { answer: what === 'answer' ? text : null },
      });
      forget();
      onAnswered(said.questions);
      setWriting(false);
    } catch (error) {
      setProblem(asProblem(error));
      onLost();
    }
    setBusy(null);
  }

  return (
    <Stack gap="close">
      <p className={styles.soft}>
        {mission === null
          ? t('asked.somebody')
          : t('asked.by', { mission: `\u2068${mission.names[language]}\u2069` })}
      </p>
      <p className={styles.words} dir="auto">
        {body}
      </p>
      {(state === 'answered' || state === 'declined' || state === 'shown') && (
        <State tone={state === 'shown' ? 'green' : 'neutral'}>{t(`asked.state.${state}`)}</State>
      )}
      {answer !== null && !writing && (
        <p className={styles.words} dir="auto">
          {answer}
        </p>
      )}
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} nothingLost />}
      {state !== 'shown' && writing && (
        <>
          <TextArea
            label={t('asked.answer')}
            hint={t('asked.answer.hint')}
            {...(missing ? { error: t('asked.missing') } : {})}
            dir="auto"
            rows={5}
            maxLength={ANSWER_LENGTH}
            value={draft}
            onChange={(event) => {
              setMissing(false);
              write(event.target.value);
            }}
          />
          <Actions>
            <Button
              kind="primary"
              busy={busy === 'answer' && t('asked.sending')}
              onClick={() => void send('answer')}
            >
              {t('asked.send')}
            </Button>
            {state !== 'declined' && (
              <Button busy={busy === 'decline' && t('asked.sending')} onClick={() => void send('decline')}>
                {t('asked.decline')}
              </Button>
            )}
          </Actions>
        </>
      )}
      {state !== 'shown' && !writing && (
        <Actions>
          <Button
            kind="plain"
            icon="edit"
            onClick={() => {
              if (draft === '' && answer !== null) write(answer);
              setWriting(true);
            }}
          >
            {t('asked.change')}
          </Button>
        </Actions>
      )}
    </Stack>
  );
}
