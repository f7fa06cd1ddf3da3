import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { Button } from '../../kit/button.tsx';
import { Hidden } from '../../kit/hidden.tsx';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { keepAwake } from '../send/wake-lock.ts';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import { passedMoment, readCountdown } from './countdown.ts';
import { createRecording, type Recording, type RecordingRequest } from './create-recording.ts';
import { Prompter } from './prompter/prompter.tsx';
import styles from './record.module.css';
import { useRecordWords } from './record-words.ts';
import { SelfView } from './self-view.tsx';
import { Level } from './sound/level.tsx';
import { useHearing } from './sound/use-hearing.ts';
import type { Outcome } from './takes.tsx';
import { useMedia } from './use-media.ts';
import type { PrompterText } from './use-prompter.ts';

const COUNT_FROM = 3;
const COUNT_EVERY_MS = 1_000;
const ltr = (text: string) => `\u2066${text}\u2069`;

export interface StudioProps {
  readonly request: RecordingRequest;
  readonly prompter: PrompterText;
  readonly onCancel: () => void;
  readonly onEnded: (outcome: Outcome) => void;
}

/** Three, two, one, and the recording itself. */
export function Studio({ request, prompter, onCancel, onEnded }: StudioProps) {
  const [recording, setRecording] = useState<Recording | null>(null);
  const running = useRef<Recording | null>(null);
  // The screen stays on; and leaving by mistake is asked about, as long as there is something to lose.
  useEffect(() => {
    const letSleep = keepAwake();
    return () => {
      letSleep();
      running.current?.stop();
    };
  }, []);
  const begin = () => {
    if (running.current) return;
    try {
      running.current = createRecording(request);
      setRecording(running.current);
    } catch {
      // The browser promised a format, and does not keep it for these devices.
      onEnded({ ending: 'failed', kept: false, wasHidden: false });
    }
  };
  return recording === null ? (
    <CountIn request={request} onCancel={onCancel} onBegin={begin} />
  ) : (
    <Running request={request} recording={recording} prompter={prompter} onEnded={onEnded} />
  );
}

interface CountInProps extends Pick<StudioProps, 'request' | 'onCancel'> {
  readonly onBegin: () => void;
}

function CountIn({ request, onCancel, onBegin }: CountInProps) {
  const { t } = useRecordWords();
  const titleRef = useTitleFocus();
  const [left, setLeft] = useState(COUNT_FROM);
  const begin = useRef(onBegin);
  begin.current = onBegin;
  useEffect(() => {
    const timer = setTimeout(() => (left > 1 ? setLeft(left - 1) : begin.current()), COUNT_EVERY_MS);
    return () => clearTimeout(timer);
  }, [left]);
  return (
    <Stack>
      <h2 ref={titleRef} tabIndex={-1}>
        {t('record.count.title')}
      </h2>
      <div className={styles.studio} data-scheme="dark">
        <div className={styles.picture}>
          {request.mode === 'video' && <SelfView stream={request.stream} label={t('record.setup.self')} />}
          <p className={styles.count} aria-hidden="true">
            {left}
          </p>
        </div>
      </div>
      <div role="status">
        <Hidden>{t('record.count.in', { n: COUNT_FROM })}</Hidden>
      </div>
      <Thumb>
        <Button icon="close" onClick={onCancel}>
          {t('record.count.cancel')}
        </Button>
      </Thumb>
    </Stack>
  );
}

interface RunningProps extends Pick<StudioProps, 'request' | 'prompter' | 'onEnded'> {
  readonly recording: Recording;
}

function Running({ request, recording, prompter, onEnded }: RunningProps) {
  const { t } = useRecordWords();
  const titleRef = useTitleFocus();
  const state = useSyncExternalStore(recording.subscribe, recording.state);
  const hearing = useHearing(request.stream);
  const [reading, setReading] = useState(true);
  const { step, recordedMs, ending, kept, wasHidden } = state;
  const paused = step === 'paused';
  const hasText = prompter.value.text.trim() !== '';

  // A phone that is turned shows another part of the page: the text and the clock come back into view.
  const lies = useMedia('(orientation: landscape)');
  const lay = useRef(lies);
  useEffect(() => {
    if (lay.current !== lies) titleRef.current?.scrollIntoView({ block: 'start' });
    lay.current = lies;
  }, [lies, titleRef]);

  const told = useRef(onEnded);
  told.current = onEnded;
  useEffect(() => {
    if (step === 'ended') told.current({ ending: ending ?? 'stopped', kept, wasHidden });
  }, [step, ending, kept, wasHidden]);

  // Asked once more before a page goes that is still recording; the browser words it.
  useEffect(() => {
    if (step === 'ended') return;
    const ask = (event: BeforeUnloadEvent) => {
      // Who leaves in a hurry is not asked: then the page was emptied before.
      if (titleRef.current === null || !titleRef.current.isConnected) return;
      event.preventDefault();
      // Browsers before 2023 ask only then.
      event.returnValue = '';
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [step, titleRef]);

  const words = {
    starting: 'record.now.starting',
    recording: 'record.now.title',
    paused: 'record.now.paused',
    ending: 'record.now.ending',
    ended: 'record.now.ending',
  } as const;
  return (
    <Stack>
      <div className={styles.studio} data-scheme="dark">
        <div className={styles.nowLine}>
          <h2 ref={titleRef} tabIndex={-1} className={join(styles.now, paused && styles.held)}>
            <Icon name={paused ? 'pause' : 'record'} />
            <span>{t(words[step])}</span>
          </h2>
          <Clock recordedMs={recordedMs} limitMs={request.limitMs} />
        </div>
        {hasText && (
          <Prompter
            prompter={prompter}
            moving={reading && step === 'recording'}
            onMoving={(moving) => {
              setReading(moving);
              if (moving && paused) recording.resume();
            }}
          />
        )}
        {request.mode === 'video' && (
          <div className={join(styles.picture, hasText && styles.beside)}>
            <SelfView stream={request.stream} label={t('record.setup.self')} />
          </div>
        )}
        {request.mode === 'sound' && (
          <div className={styles.soundOnly}>
            <Level {...hearing} />
          </div>
        )}
      </div>
      <Spoken recordedMs={recordedMs} limitMs={request.limitMs} word={t(words[step])} />
      <div aria-live="polite">
        <Stack gap="close">
          {state.muted && (
            <Notice tone="red" title={t('record.now.muted')}>
              {t('record.now.muted.do')}
            </Notice>
          )}
          {state.stalled && (
            <Notice tone="red" title={t('record.now.stalled')}>
              {t('record.now.stalled.do')}
            </Notice>
          )}
          {step === 'recording' && recordedMs > 4_000 && hearing.heard === 'nothing' && (
            <Notice tone="amber" title={t('record.now.silent')}>
              {t('record.now.silent.do')}
            </Notice>
          )}
        </Stack>
      </div>
      <Thumb>
        <div className={styles.pair}>
          {paused ? (
            <Button kind="primary" icon="record" disabled={state.muted} onClick={recording.resume}>
              {t('record.now.resume')}
            </Button>
          ) : (
            <Button icon="pause" onClick={recording.pause}>
              {t('record.now.pause')}
            </Button>
          )}
          <Button
            kind={paused ? 'quiet' : 'primary'}
            icon="ready"
            busy={(step === 'ending' || step === 'ended') && t('record.now.ending')}
            onClick={recording.stop}
          >
            {t('record.now.stop')}
          </Button>
        </div>
      </Thumb>
      <p className={styles.soft}>{t(request.store.lasting ? 'record.now.kept' : 'record.now.notKept')}</p>
    </Stack>
  );
}

interface ClockProps {
  readonly recordedMs: number;
  readonly limitMs: number;
}

/** What is left of the floor time: the largest figure. */
function Clock({ recordedMs, limitMs }: ClockProps) {
  const { t } = useRecordWords();
  const { leftMs, last } = readCountdown(recordedMs, limitMs);
  return (
    <p className={join(styles.clock, last && styles.last)} role="timer" aria-live="off">
      {last && (
        <span className={styles.lastWord}>
          <Icon name="alert" size={18} />
          {t(leftMs > 30_000 ? 'record.now.lastMinute' : 'record.now.soonOver')}
        </span>
      )}
      <bdi dir="ltr" className={styles.left}>
        {formatTime(leftMs, 'up')}
      </bdi>
      <span className={styles.leftOf}>{t('record.now.left', { limit: ltr(formatTime(limitMs)) })}</span>
    </p>
  );
}

/** What is read out while somebody speaks: little, since their microphone may hear it. */
function Spoken({ recordedMs, limitMs, word }: ClockProps & { readonly word: string }) {
  const { t } = useRecordWords();
  const before = useRef(0);
  const [moment, setMoment] = useState<number | null>(null);
  useEffect(() => {
    const passed = passedMoment(before.current, recordedMs, limitMs);
    before.current = recordedMs;
    if (passed !== null) setMoment(passed);
  }, [recordedMs, limitMs]);
  return (
    <div className={styles.told}>
      <div role="status">
        <Hidden>{word}</Hidden>
      </div>
      <div role="status">
        <Hidden>
          {moment !== null && t('record.now.leftSpoken', { m: Math.floor(moment / 60), s: moment % 60 })}
        </Hidden>
      </div>
    </div>
  );
}
