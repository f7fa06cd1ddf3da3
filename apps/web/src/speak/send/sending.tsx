import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { useProblemText } from '../problems/problem-text.ts';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import { PickFile } from './pick-file.tsx';
import styles from './send.module.css';
import type { SendProgress, SendState } from './send-state.ts';
import { useSizeText } from './size-text.ts';

export interface SendingCardProps {
  readonly state: SendState;
  readonly fileName: string;
  readonly deadline: Statement['deadline'];
  readonly serverNow: string;
  /** Whether the server has begun it. */
  readonly begun: boolean;
  readonly onPause: () => void;
  readonly onResume: () => void;
  readonly onAbandon: () => void;
  readonly onRetry: () => void;
  readonly onPick: (file: File) => void;
  readonly abandoning: boolean;
}

export function SendingCard(props: SendingCardProps) {
  const { t } = useAllWords();
  const titleRef = useTitleFocus();
  const { state, fileName, deadline, serverNow } = props;
  const sending = state.step !== 'stopped' && state.step !== 'sent';
  return (
    <Stack>
      <h2 ref={titleRef} tabIndex={-1}>
        {t(state.step === 'stopped' ? 'speak.sending.stopped' : 'speak.sending.title')}
      </h2>
      <p className={styles.file}>
        <bdi className={styles.name}>{fileName}</bdi>
      </p>
      <div role="status">{sending && <Late deadline={deadline} serverNow={serverNow} />}</div>
      <Body {...props} />
    </Stack>
  );
}

/** What was begun in time may still arrive for a while; what happens to the rest of it after that. */
export function Late({ deadline, serverNow }: Pick<Statement, 'deadline' | 'serverNow'>) {
  const { t, date } = useAllWords();
  if (!deadline.passed || deadline.at === null) return null;
  const untilMs = Date.parse(deadline.at) + deadline.graceMs;
  if (untilMs < Date.parse(serverNow)) {
    return (
      <Notice tone="amber" title={t('problem.deadline_passed')}>
        {t('speak.late.kept')}
      </Notice>
    );
  }
  const until = date(untilMs, { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return (
    <Notice tone="amber" title={t('speak.late.grace', { until })}>
      {t('speak.late.grace.after')}
    </Notice>
  );
}

function Body(props: SendingCardProps) {
  const { t } = useAllWords();
  const { state } = props;
  switch (state.step) {
    case 'reading':
      return (
        <>
          <Progress label={t('speak.sending.reading')} value={state.share} />
          <p className={styles.soft}>{t('speak.sending.reading.text')}</p>
          <Abandon {...props} label={t('speak.sending.cancel')} ask={false} />
        </>
      );
    case 'sent':
      return <Progress label={t('speak.verifying.title')} value={1} />;
    case 'stopped':
      return <Stopped {...props} state={state} />;
    default:
      return <Moving {...props} state={state} />;
  }
}

function Moving({
  state,
  ...props
}: SendingCardProps & { readonly state: Extract<SendState, SendProgress> }) {
  const { t, number } = useAllWords();
  const sizeText = useSizeText();
  const { sentBytes, safeBytes, totalBytes, bytesPerSecond, step } = state;
  const percent = Math.floor((safeBytes / totalBytes) * 100);
  const speed =
    bytesPerSecond === null
      ? ''
      : ` · \u2066${number((bytesPerSecond * 8) / 1e6, { maximumSignificantDigits: 2 })} Mbit/s\u2069`;
  const left = bytesPerSecond === null ? null : ((totalBytes - sentBytes) / bytesPerSecond) * 1000;
  return (
    <>
      <Progress
        label={t(step === 'paused' ? 'speak.sending.paused' : 'speak.sending.going')}
        value={sentBytes / totalBytes}
        {...(step === 'sending' ? { leftMs: left } : {})}
        detail={`${t('speak.sending.of', { sent: sizeText(sentBytes), total: sizeText(totalBytes) })}${speed}`}
      />
      <div aria-live="polite">
        {/* What the whole page says already is not said twice. */}
        {step === 'waiting' && state.why !== 'offline' && (
          <Notice tone="amber" title={t(`speak.waiting.${state.why}`)} nothingLost>
            {t(`speak.waiting.${state.why}.do`)}
          </Notice>
        )}
      </div>
      {/* Not in the live region: every percent would be read out. The bar tells it to whoever asks. */}
      {step !== 'waiting' && (
        <p className={styles.soft}>
          {percent > 0 && `${t('speak.sending.safe', { percent })} `}
          {t('speak.sending.stay')}
        </p>
      )}
      <Thumb>
        {step === 'paused' ? (
          <Button kind="primary" icon="play" onClick={props.onResume}>
            {t('speak.sending.resume')}
          </Button>
        ) : (
          <Button icon="pause" onClick={props.onPause}>
            {t('speak.sending.pause')}
          </Button>
        )}
        <Abandon {...props} state={state} label={t('speak.sending.abandon')} ask />
      </Thumb>
    </>
  );
}

/** Asked once, in its place: what was sent so far is thrown away. */
export function Abandon({
  onAbandon,
  abandoning,
  label,
  ask,
}: Pick<SendingCardProps, 'onAbandon' | 'abandoning'> & {
  readonly label: string;
  readonly ask: boolean;
  readonly state?: SendState;
}) {
  const { t } = useAllWords();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button kind="plain" onClick={() => (ask ? setAsking(true) : onAbandon())}>
        {label}
      </Button>
    );
  }
  return (
    <Notice
      tone="amber"
      live
      title={t('speak.abandon.sure')}
      action={
        <Actions>
          <Button kind="danger" busy={abandoning && t('speak.abandon.busy')} onClick={onAbandon}>
            {t('speak.abandon.yes')}
          </Button>
          <Button onClick={() => setAsking(false)}>{t('speak.abandon.no')}</Button>
        </Actions>
      }
    />
  );
}

function Stopped({
  state,
  begun,
  onRetry,
  onPick,
}: SendingCardProps & { readonly state: Extract<SendState, { step: 'stopped' }> }) {
  const { t } = useAllWords();
  const problemText = useProblemText();
  // Nothing else may begin then; this one may go on, should there be more time.
  const late = state.code === 'deadline_passed';
  return (
    <>
      <Notice tone="red" live title={t('speak.sending.stopped.title')}>
        {problemText(state).text}
      </Notice>
      {late && begun && <p>{t('speak.late.kept')}</p>}
      <Actions>
        <Button kind="primary" icon="replay" onClick={onRetry}>
          {t('speak.sending.retry')}
        </Button>
        {!late && <PickFile kind="plain" label={t('speak.send.other')} onFile={onPick} />}
      </Actions>
    </>
  );
}
