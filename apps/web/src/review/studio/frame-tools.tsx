import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queries } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import styles from './stage.module.css';
import { StageButton } from './stage-button.tsx';
import type { Cut, Detail, Take } from './types.ts';
import { usePutStatement } from './use-statement.ts';

interface FrameToolsProps {
  readonly detail: Detail;
  readonly take: Take;
  /** The cut of which a picture may be chosen: the one on the stage, or the one that is exactly the edit. */
  readonly cut: Cut | undefined;
  /** The moment on show in that cut's own time; null where the cut leaves it out. */
  readonly cutMs: () => number | null;
}

const fresh = (id: string) => api('GET /api/v1/statements/{id}', { params: { id } });

/** What is done to the picture itself: which one stands for the cut, and which way is up. */
export function FrameTools({ detail, take, cut, cutMs }: FrameToolsProps) {
  const { t } = useWords();
  const put = usePutStatement();
  const [said, setSaid] = useState<string>();
  const id = detail.statement.id;

  const poster = useMutation({
    mutationFn: ({ cutId, atMs }: { cutId: string; atMs: number | null }) =>
      api('PUT /api/v1/cuts/{id}/poster', { params: { id: cutId }, body: { atMs } }),
    onSuccess: () => {
      setSaid(t('frame.posterSet'));
      return queries.invalidateQueries({ queryKey: ['statement', id] });
    },
  });
  const turn = useMutation({
    mutationFn: async () => {
      const turned = take.turned === 0 ? 90 : take.turned === 90 ? 180 : take.turned === 180 ? 270 : 0;
      await api('POST /api/v1/takes/{id}/turn', {
        params: { id: take.id },
        body: { turned, version: detail.statement.version },
      });
      return fresh(id);
    },
    onSuccess: put,
    onError: () => queries.invalidateQueries({ queryKey: ['statement', id] }),
  });

  const posterFor = cut?.state === 'ready' ? cut : undefined;
  const choose = () => {
    if (!posterFor) return setSaid(t('frame.makeFirst'));
    const atMs = cutMs();
    if (atMs === null || posterFor.measuredMs === null) return setSaid(t('frame.leftOut'));
    poster.mutate({ cutId: posterFor.id, atMs: Math.min(Math.round(atMs), posterFor.measuredMs - 1) });
  };
  // Sound alone is shown with a card: there is nothing to turn, and no picture to choose.
  const sound = take.findings.some(({ code }) => code === 'sound_only');
  const turnable = take.state === 'ready' || (take.state === 'preparing' && take.measuredMs !== null);
  const turnNow = () => {
    if (!sound && turnable && !turn.isPending) turn.mutate();
  };
  useKeys({ b: choose, g: turnNow });
  if (sound) return null;
  const error = poster.error ?? turn.error;
  return (
    <div className={styles.frame}>
      <div className={styles.buttons}>
        {posterFor?.posterUrl && (
          <img
            key={posterFor.posterUrl}
            className={styles.poster}
            src={posterFor.posterUrl}
            alt={t('frame.posterNow')}
          />
        )}
        <StageButton
          icon="picture"
          shortcut="B"
          disabled={!posterFor}
          title={posterFor ? undefined : t('frame.makeFirst')}
          busy={(poster.isPending || posterFor?.posterWaits === true) && t('frame.posterWaits')}
          onClick={choose}
        >
          {t('frame.poster')}
        </StageButton>
        {posterFor && posterFor.posterMs !== null && (
          <StageButton onClick={() => poster.mutate({ cutId: posterFor.id, atMs: null })}>
            {t('frame.posterByMeasure')}
          </StageButton>
        )}
        <StageButton
          icon="turn"
          shortcut="G"
          disabled={!turnable}
          busy={turn.isPending && t('frame.turning')}
          onClick={turnNow}
        >
          {t('frame.turn')}
        </StageButton>
      </div>
      <p className={styles.said} role="status">
        {said}
      </p>
      {error && <ProblemNotice error={error} />}
    </div>
  );
}
