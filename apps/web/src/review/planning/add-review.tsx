import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useWords } from '../words/use-words.ts';
import { ReviewForm } from './review-form.tsx';

interface AddReviewProps {
  readonly sessionId: string;
  readonly timeZone?: string;
  /** Codes of those that are in the session. */
  readonly there?: ReadonlySet<string>;
  readonly kind?: 'plain' | 'primary';
}

/** A State joins a session. */
export function AddReview({ kind = 'plain', ...place }: AddReviewProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button kind={kind} icon="plus" onClick={() => setOpen(true)}>
        {t('board.addReview')}
      </Button>
      <Dialog title={t('board.addReview')} open={open} onClose={() => setOpen(false)} alert>
        <ReviewForm {...place} onSaved={() => setOpen(false)} onCancel={() => setOpen(false)} />
      </Dialog>
    </div>
  );
}
