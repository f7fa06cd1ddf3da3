import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { useFormDialog } from '../use-form-dialog.ts';
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
  const draft = `review.new.${place.sessionId}`;
  const { open, show, close } = useFormDialog(draft);
  return (
    <div>
      <Button kind={kind} icon="plus" onClick={show}>
        {t('board.addReview')}
      </Button>
      <Dialog title={t('board.addReview')} open={open} onClose={close} alert>
        <ReviewForm {...place} draft={draft} onSaved={close} onCancel={close} />
      </Dialog>
    </div>
  );
}
