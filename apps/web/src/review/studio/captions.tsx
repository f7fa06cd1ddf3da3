import { sendForm } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { AddCaptions } from './add-captions.tsx';
import { CaptionTrackItem } from './caption-track.tsx';
import { MakeCaptions } from './make-captions.tsx';
import styles from './studio.module.css';
import { Transcribe } from './transcribe.tsx';
import type { Take } from './types.ts';

interface CaptionsProps {
  readonly take: Take;
  readonly statementId: string;
}

/** The captions of a take, a language each; the cut and the programme shift them by themselves. */
export function Captions({ take, statementId }: CaptionsProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<{ id: string; label: string }>();
  const key = ['statement', statementId, 'captions', take.id];
  const captions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api('GET /api/v1/takes/{id}/captions', { params: { id: take.id } }, { signal }),
  });
  const refresh = () => client.invalidateQueries({ queryKey: key });
  const remove = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/captions/{id}', { params: { id } }),
    onSuccess: () => {
      setRemoving(undefined);
      showToast({ tone: 'neutral', text: t('captions.removed') });
      void refresh();
    },
  });
  const add = useMutation({
    mutationFn: (form: { language: string; file: File }) =>
      sendForm('POST /api/v1/takes/{id}/captions/file', { params: { id: take.id }, form }),
    onSuccess: () => {
      setAdding(false);
      void refresh();
    },
  });
  const list = captions.data?.captions ?? [];
  return (
    <section className={styles.section} aria-labelledby="captions">
      <h2 id="captions" className={styles.sectionTitle}>
        {t('captions.title')}
      </h2>
      {captions.isPending && <Skeleton shape="row" count={1} />}
      {captions.isError && <ProblemNotice error={captions.error} onRetry={() => void captions.refetch()} />}
      {captions.data && list.length === 0 && <p className={styles.soft}>{t('captions.none')}</p>}
      {list.length > 0 && (
        <ul className={styles.list}>
          {list.map((one) => (
            <CaptionTrackItem
              key={one.id}
              track={one}
              statementId={statementId}
              onRemove={() => setRemoving({ id: one.id, label: one.label })}
            />
          ))}
        </ul>
      )}
      {captions.data && take.state === 'ready' && (
        <div className={styles.buttons}>
          <MakeCaptions
            takeId={take.id}
            texts={captions.data.texts}
            tracks={list}
            onMade={() => void refresh()}
          />
          {captions.data.transcribes && <Transcribe takeId={take.id} tracks={list} />}
          {list.length < captions.data.languagesLimit && (
            <Button icon="upload" onClick={() => setAdding(true)}>
              {t('captions.add')}
            </Button>
          )}
        </div>
      )}
      <AddCaptions
        open={adding}
        add={add}
        there={list.map((one) => one.language)}
        limitBytes={captions.data?.limitBytes ?? 0}
        onClose={() => {
          setAdding(false);
          add.reset();
        }}
      />
      <Dialog
        title={t('captions.removeTitle', { language: removing?.label ?? '' })}
        open={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        alert
        actions={
          <>
            <Button
              kind="danger"
              busy={remove.isPending && t('review.saving')}
              onClick={() => removing && remove.mutate(removing.id)}
            >
              {t('captions.removeNow')}
            </Button>
            <Button onClick={() => setRemoving(undefined)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('captions.removeText')}</p>
        {remove.error && <ProblemNotice error={remove.error} />}
      </Dialog>
    </section>
  );
}
