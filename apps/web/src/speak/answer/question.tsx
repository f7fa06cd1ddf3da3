import type { ApiProblem } from '@rostrum/client';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { FloorTime } from '../../kit/timecode.tsx';
import { api, type Cut, type Statement, type Take } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { Preview } from '../take/preview.tsx';
import styles from './answer.module.css';
import { useDraft } from './draft.ts';
import { draftNames } from './draft-name.ts';
import { removedFrom } from './removed-from.ts';

const ltr = (ms: number, round?: 'up') => `\u2066${formatTime(ms, round)}\u2069`;

export interface QuestionProps {
  readonly view: Statement;
  readonly decisionId: string;
  readonly cut: Cut;
  readonly take: Take | null;
  readonly onAnswered: () => void;
}

/** The staff cut something: the speaker sees it, and says yes or no. Without a yes nothing is shown. */
export function Question({ view, decisionId, cut, take, onAnswered }: QuestionProps) {
  const { t } = useAllWords();
  const [note, setNote, forgetNote] = useDraft(draftNames.answer(view.statement.id, decisionId));
  const [refusing, setRefusing] = useState(note !== '');
  const [busy, setBusy] = useState<'yes' | 'no' | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const message = view.decision?.messageToSpeaker;

  async function answer(said: 'yes' | 'no') {
    setBusy(said);
    setProblem(null);
    try {
      const body = { answer: said, ...(said === 'no' && note.trim() ? { note: note.trim() } : {}) };
      await api('POST /api/v1/speaker/decisions/{id}/answer', { params: { id: decisionId }, body });
      forgetNote();
      onAnswered();
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(null);
    }
  }

  const removed = removedFrom(cut.edit, take?.measuredMs ?? null);
  return (
    <Stack>
      <p>{t('speak.question.text')}</p>
      {message && (
        <blockquote className={styles.message} dir="auto">
          {message}
        </blockquote>
      )}
      {cut.previewUrl ? (
        <Preview id={cut.id} src={cut.previewUrl} poster={cut.posterUrl} />
      ) : (
        <Skeleton shape="video" />
      )}
      <FloorTime
        usedMs={cut.measuredMs ?? cut.lengthMs}
        limitMs={view.floor.maximumMs}
        minimumMs={view.floor.minimumMs}
      />
      {removed.length > 0 && (
        <div>
          <h3>{t('speak.question.removed')}</h3>
          <ul className={styles.removed}>
            {removed.map(({ startMs, endMs }) => (
              <li key={startMs}>{t('speak.question.range', { from: ltr(startMs), to: ltr(endMs, 'up') })}</li>
            ))}
          </ul>
        </div>
      )}
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} nothingLost />}
      {refusing ? (
        <>
          <TextArea
            label={t('speak.question.note')}
            hint={t('speak.question.note.hint')}
            optional
            dir="auto"
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <Actions>
            <Button
              kind="primary"
              busy={busy === 'no' && t('speak.saving')}
              onClick={() => void answer('no')}
            >
              {t('speak.question.no.send')}
            </Button>
            <Button kind="plain" onClick={() => setRefusing(false)}>
              {t('speak.back')}
            </Button>
          </Actions>
        </>
      ) : (
        <Actions>
          <Button
            kind="primary"
            icon="check"
            busy={busy === 'yes' && t('speak.saving')}
            onClick={() => void answer('yes')}
          >
            {t('speak.question.yes')}
          </Button>
          <Button onClick={() => setRefusing(true)}>{t('speak.question.no')}</Button>
        </Actions>
      )}
      <p className={styles.soft}>{t('speak.question.without')}</p>
    </Stack>
  );
}
