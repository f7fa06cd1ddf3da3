import { type Output, sendForm } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { AddCaptions } from './add-captions.tsx';
import styles from './studio.module.css';
import type { Take } from './types.ts';

type Finding = Output<'GET /api/v1/takes/{id}/captions'>['captions'][number]['findings'][number]['code'];

/** Amber is lost or hard to read; the rest was put right. */
const worthALook: ReadonlySet<Finding> = new Set([
  'times_impossible',
  'cues_too_long',
  'beyond_the_end',
  'reading_too_fast',
]);

interface CaptionsProps {
  readonly take: Take;
  readonly statementId: string;
}

/** The captions of a take, a language each; the cut and the programme shift them by themselves. */
export function Captions({ take, statementId }: CaptionsProps) {
  const { t, date } = useWords();
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
            <li key={one.id}>
              <span className={styles.captionHead}>
                <bdi lang={one.language} dir={one.direction} className={styles.strong}>
                  {one.label}
                </bdi>
                <Button
                  kind="plain"
                  icon="trash"
                  iconOnly
                  onClick={() => setRemoving({ id: one.id, label: one.label })}
                >
                  {t('captions.remove', { language: one.label })}
                </Button>
              </span>
              <span className={styles.soft}>
                {t('captions.from', {
                  n: one.cues,
                  who: t(`captions.by.${one.madeBy}`),
                  when: date(one.createdAt, { dateStyle: 'medium' }),
                })}
              </span>
              {one.findings.length > 0 && (
                <ul className={styles.findings}>
                  {one.findings.map(({ code, figures }) => (
                    <li key={code}>
                      <State tone={worthALook.has(code) ? 'amber' : 'neutral'}>
                        {t(`captions.finding.${code}`, { n: figures.count })}
                      </State>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
      {captions.data && list.length < captions.data.languagesLimit && take.state === 'ready' && (
        <div className={styles.buttons}>
          <Button icon="captions" onClick={() => setAdding(true)}>
            {t('captions.add')}
          </Button>
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
