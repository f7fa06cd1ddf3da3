import type { ApiProblem } from '@rostrum/client';
import { ASKED_QUESTION_LENGTH } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { TextArea } from '../../kit/field.tsx';
import { newId } from '../../kit/new-id.ts';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api, asProblem, type Item } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { Questions } from './use-questions.ts';

/** Written and not sent: kept over a dialog that was closed, as long as the page is open. */
const drafts = new Map<string, { readonly id: string; readonly body: string }>();
const draftOf = (statementId: string) => drafts.get(statementId) ?? { id: newId(), body: '' };

export interface AskDialogProps {
  readonly item: Item;
  readonly onSent: (answer: Questions) => void;
  readonly onClose: () => void;
}

export default function AskDialog({ item, onSent, onClose }: AskDialogProps) {
  const { t, number } = useWords();
  const { statementId, organisation } = item;
  const [draft, setDraft] = useState(() => draftOf(statementId));
  const [named, setNamed] = useState(false);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const write = (body: string) => {
    const next = { id: draft.id, body };
    drafts.set(statementId, next);
    setDraft(next);
    setMissing(false);
  };
  const send = async () => {
    const body = draft.body.trim();
    setMissing(body === '');
    if (body === '' || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      const answer = await api('POST /api/v1/watch/statements/{id}/questions', {
        params: { id: statementId },
        body: { id: draft.id, body, named },
      });
      drafts.delete(statementId);
      onSent(answer);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('watch.questions.ask')}
      open
      onClose={onClose}
      actions={
        <Button kind="primary" busy={busy && t('watch.questions.sending')} onClick={() => void send()}>
          {t('watch.questions.send')}
        </Button>
      }
    >
      <Stack>
        <p>{t('watch.questions.how')}</p>
        <TextArea
          label={t('watch.questions.label', { name: `\u2068${organisation.name}\u2069` })}
          hint={t('watch.questions.left', { left: number(ASKED_QUESTION_LENGTH - draft.body.length) })}
          {...(missing ? { error: t('watch.questions.missing') } : {})}
          rows={5}
          dir="auto"
          maxLength={ASKED_QUESTION_LENGTH}
          value={draft.body}
          onChange={(event) => write(event.target.value)}
        />
        <Checkbox
          label={t('watch.questions.named')}
          hint={t('watch.questions.named.hint')}
          checked={named}
          onChange={setNamed}
        />
        {problem?.code === 'too_many_requests' || problem?.code === 'conflict' ? (
          <Notice
            tone="amber"
            live
            title={t(problem.code === 'conflict' ? 'watch.questions.closed' : 'watch.questions.tooMany')}
          />
        ) : (
          problem !== null && <ProblemNotice problem={problem} />
        )}
      </Stack>
    </Dialog>
  );
}
