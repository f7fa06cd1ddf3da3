import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { useWords } from './words/use-words.ts';

interface ConfirmProps {
  readonly title: string;
  /** What it ends, and what it does not. */
  readonly text: string;
  /** The verb. */
  readonly act: string;
  /** It ends something. */
  readonly danger?: boolean;
  readonly open: boolean;
  readonly run: { readonly isPending: boolean; readonly error: Error | null };
  readonly onAct: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone; what goes wrong is said in the same place. */
export function Confirm({ title, text, act, danger = false, open, run, onAct, onClose }: ConfirmProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      open={open}
      onClose={onClose}
      alert
      actions={
        <>
          <Button
            kind={danger ? 'danger' : 'primary'}
            busy={run.isPending && t('review.saving')}
            onClick={onAct}
          >
            {act}
          </Button>
          <Button onClick={onClose}>{t('review.cancel')}</Button>
        </>
      }
    >
      <p>{text}</p>
      {run.error && <ProblemNotice error={run.error} />}
    </Dialog>
  );
}
