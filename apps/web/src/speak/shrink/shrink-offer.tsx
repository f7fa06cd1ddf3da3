import { useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { wordsOf } from '../../kit/i18n/words.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { useSizeText } from '../send/size-text.ts';
import { keepAwake } from '../send/wake-lock.ts';
import { eraseKept } from './kept-file.ts';
import styles from './shrink.module.css';
import { canShrink, type Outcome, shrink } from './shrinker.ts';
import type en from './words/en.json';
import type { Worth } from './worth.ts';

const useShrinkWords = wordsOf<keyof typeof en>();

type State =
  | { readonly step: 'looking' | 'offered' | 'stopped' | 'not_smaller' | 'failed' | 'unable' }
  | { readonly step: 'running'; readonly share: number; readonly leftMs: number | null }
  | { readonly step: 'done'; readonly file: File };

export interface ShrinkOfferProps {
  readonly file: File;
  readonly statementId: string;
  readonly worth: Worth;
  /** The file to send now: the smaller one, or null for the one that was chosen. */
  readonly onSmaller: (file: File | null) => void;
  readonly onBusy: (busy: boolean) => void;
}

/** A choice, explained by its figures: sent as it is, or made small here first. */
export function ShrinkOffer({ file, statementId, worth, onSmaller, onBusy }: ShrinkOfferProps) {
  const { t } = useShrinkWords();
  const { state, start, stop, putBack } = useShrinking({ file, statementId, onSmaller, onBusy });
  switch (state.step) {
    case 'looking':
      return null;
    case 'unable':
      return <p className={styles.soft}>{t('speak.shrink.unable')}</p>;
    case 'running':
      return (
        <Stack gap="close">
          <Progress label={t('speak.shrink.running')} value={state.share} leftMs={state.leftMs} />
          <p className={styles.soft}>{t('speak.shrink.running.text')}</p>
          <Actions>
            <Button onClick={stop}>{t('speak.shrink.stop')}</Button>
          </Actions>
        </Stack>
      );
    case 'done':
      return (
        <Stack gap="close">
          <Notice tone="green" live title={t('speak.shrink.done')}>
            {t('speak.shrink.done.text')}
          </Notice>
          <Figures
            worth={worth}
            afterBytes={state.file.size}
            afterMs={(worth.afterMs * state.file.size) / worth.afterBytes}
          />
          <Actions>
            <Button kind="plain" onClick={putBack}>
              {t('speak.shrink.original')}
            </Button>
          </Actions>
        </Stack>
      );
    case 'not_smaller':
    case 'failed':
      return (
        <Notice tone="neutral" live title={t(`speak.shrink.${state.step}`)}>
          {t('speak.shrink.asItIs')}
        </Notice>
      );
    default:
      return (
        <section className={styles.offer} aria-label={t('speak.shrink.title')}>
          <h3>{t('speak.shrink.title')}</h3>
          <p>{t('speak.shrink.text')}</p>
          <Figures worth={worth} afterBytes={worth.afterBytes} afterMs={worth.afterMs} about />
          <Actions>
            <Button onClick={start}>{t('speak.shrink.start')}</Button>
          </Actions>
          {worth.beforeMs !== null && <p className={styles.soft}>{t('speak.shrink.choice')}</p>}
        </section>
      );
  }
}

interface FiguresProps {
  readonly worth: Worth;
  readonly afterBytes: number;
  readonly afterMs: number;
  readonly about?: boolean;
}

function Figures({ worth, afterBytes, afterMs, about = false }: FiguresProps) {
  const { t } = useShrinkWords();
  const sizeText = useSizeText();
  const cell = (bytes: number, ms: number | null) => (
    <>
      <dd className={styles.size}>
        {about && bytes !== worth.beforeBytes ? `≈ ${sizeText(bytes)}` : sizeText(bytes)}
      </dd>
      {ms !== null && (
        <dd className={styles.soft}>
          {t('speak.shrink.minutes', { n: Math.max(1, Math.round(ms / 60_000)) })}
        </dd>
      )}
    </>
  );
  return (
    <>
      <dl className={styles.figures}>
        <div>
          <dt>{t('speak.shrink.before')}</dt>
          {cell(worth.beforeBytes, worth.beforeMs)}
        </div>
        <div>
          <dt>{t('speak.shrink.after')}</dt>
          {cell(afterBytes, afterMs)}
        </div>
      </dl>
      {!worth.measured && <p className={styles.soft}>{t('speak.shrink.weak')}</p>}
    </>
  );
}

type Wanted = Pick<ShrinkOfferProps, 'file' | 'statementId' | 'onSmaller' | 'onBusy'>;

function useShrinking({ file, statementId, onSmaller, onBusy }: Wanted) {
  const [state, setState] = useState<State>({ step: 'looking' });
  const ending = useRef<AbortController | null>(null);

  useEffect(() => {
    const looking = new AbortController();
    setState({ step: 'looking' });
    void canShrink(file, looking.signal).then((can) => {
      if (!looking.signal.aborted) setState({ step: can ? 'offered' : 'unable' });
    });
    return () => {
      looking.abort();
      ending.current?.abort();
    };
  }, [file]);

  async function start() {
    const mine = new AbortController();
    ending.current = mine;
    const beganAt = performance.now();
    const onShare = (share: number) => {
      const tookMs = performance.now() - beganAt;
      const leftMs = share > 0.02 ? (tookMs / share) * (1 - share) : null;
      setState({ step: 'running', share, leftMs });
    };
    setState({ step: 'running', share: 0, leftMs: null });
    onBusy(true);
    const letSleep = keepAwake();
    let made: Outcome;
    try {
      made = await shrink(file, statementId, onShare, mine.signal);
    } finally {
      letSleep();
      onBusy(false);
    }
    if (made.outcome === 'smaller') {
      setState({ step: 'done', file: made.file });
      onSmaller(made.file);
    } else setState({ step: made.outcome });
  }

  return {
    state,
    start: () => void start(),
    stop: () => ending.current?.abort(),
    putBack: () => {
      setState({ step: 'offered' });
      onSmaller(null);
      void eraseKept(statementId);
    },
  };
}
