import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Player } from '../../kit/player/player.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { api } from '../api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';
import type { Programme } from './programme-page.tsx';

/** What the missions would see if it were published now. What plays stays until something of it changes. */
export function DraftPreview({
  programme,
  onClose,
}: {
  readonly programme: Programme;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { previewUrl, cardsToDraw, mark } = programme.draft;
  // The address alone changes every ten minutes.
  const now = { src: previewUrl, version: `${mark} ${cardsToDraw}` };
  const [{ src, version }, look] = useState(now);
  const changed = version !== now.version;
  const label = t('programme.previewDraft.title');
  return (
    <Dialog
      title={label}
      open
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('programme.previewDraft.close')}</Button>}
    >
      <div className={styles.form}>
        {cardsToDraw > 0 && <Notice tone="amber" title={t('programme.drawing', { n: cardsToDraw })} />}
        {changed && previewUrl !== null && (
          <Notice tone="amber" live title={t('programme.changedSince')}>
            <Button onClick={() => look(now)}>{t('programme.lookAgain')}</Button>
          </Notice>
        )}
        {src !== null && (
          <Player
            key={version}
            src={src}
            label={label}
            storyboard={besideAddress(src, 'storyboard.vtt')}
            refreshSrc={async () => {
              const params = { id: programme.review.id };
              const { draft } = await api('GET /api/v1/reviews/{id}/programme', { params });
              return draft.previewUrl ?? src;
            }}
          />
        )}
      </div>
    </Dialog>
  );
}
