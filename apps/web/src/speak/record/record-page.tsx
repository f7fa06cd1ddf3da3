import { useEffect, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { draftNames } from '../answer/draft-name.ts';
import type { Statement } from '../api.ts';
import { forgetDraft } from '../rights/drafts.ts';
import { forgetLine } from '../send/line-memory.ts';
import { PickFile } from '../send/pick-file.tsx';
import styles from '../send/send.module.css';
import { eraseKept } from '../shrink/kept-file.ts';
import { chooseFormat, type Mode } from './choose-format.ts';
import type { RecordingRequest } from './create-recording.ts';
import { forgetSetup, keepSetup, readSetup } from './devices/setup-kept.ts';
import { useDevices } from './devices/use-devices.ts';
import { claimWindow, type Window } from './only-window.ts';
import { rateOf } from './quality.ts';
import { useRecordWords } from './record-words.ts';
import { type Choice, Setup } from './setup.tsx';
import { Start } from './start.tsx';
import { Studio } from './studio.tsx';
import { type Outcome, Takes } from './takes.tsx';
import { TroubleView } from './trouble.tsx';
import { usePrompter } from './use-prompter.ts';
import { useTakes } from './use-takes.ts';
import { useWrittenText } from './use-written-text.ts';

export interface RecordPageProps {
  readonly view: Statement;
  /** This recording is to be sent. */
  readonly onSend: (file: File, recordingId: string) => void;
  /** A file was chosen instead. */
  readonly onPick: (file: File) => void;
  readonly onClose: () => void;
}

type Step =
  | { readonly at: 'takes' | 'start' | 'setup' }
  | { readonly at: 'studio'; readonly request: RecordingRequest };

const canRecord = (mimeType: string) => MediaRecorder.isTypeSupported(mimeType);
const formatFor = (mode: Mode): string | null =>
  typeof MediaRecorder === 'undefined' ? null : chooseFormat(mode, canRecord);

/** From the first explanation to the recording that is sent; nothing leaves the device before that. */
export function RecordPage({ view, onSend, onPick, onClose }: RecordPageProps) {
  const { t } = useRecordWords();
  const statementId = view.statement.id;
  const [claimed, again] = useWindow(statementId);
  const mine = claimed === 'mine' || claimed === 'unknown';
  const [kept, refresh] = useTakes(statementId, claimed === null ? null : mine);
  const [step, setStep] = useState<Step | null>(null);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const devices = useDevices();
  const prompter = usePrompter(kept?.store ?? null, view);
  const written = useWrittenText(view.language);
  const [choice, setChoice] = useState<Choice>(() => ({
    ...readSetup(),
    cameraId: null,
    microphoneId: null,
  }));

  if (kept === null || claimed === null) {
    return (
      <div role="status" aria-label={t('record.loading')}>
        <Skeleton shape="card" />
      </div>
    );
  }
  const { store } = kept;
  const now: Step = step ?? { at: kept.takes.length > 0 ? 'takes' : 'start' };

  const open = (wanted: Choice) => {
    const { mode, quality, facing, cameraId, microphoneId } = wanted;
    setChoice(wanted);
    keepSetup({ mode, quality, facing });
    void devices.open({ mode, rate: rateOf(mode, quality), facing, cameraId, microphoneId });
  };
  const start = (mode: Mode) => {
    setStep({ at: 'setup' });
    open({ ...choice, mode });
  };
  const change = (changes: Partial<Choice>) => {
    const wanted = { ...choice, ...changes };
    if (devices.state.step === 'off') return setChoice(wanted);
    open(wanted);
  };
  const back = () => {
    devices.close();
    if (now.at === 'setup' && kept.takes.length > 0) return setStep({ at: 'takes' });
    if (now.at === 'setup') return setStep({ at: 'start' });
    // The button that was pressed goes with this part of the page.
    document.getElementById('main')?.focus({ preventScroll: true });
    onClose();
  };
  const ended = async (how: Outcome) => {
    devices.close();
    await refresh();
    setOutcome(how);
    setStep({ at: 'takes' });
  };
  const begin = (stream: MediaStream) => {
    const mimeType = formatFor(choice.mode);
    if (mimeType === null) return;
    const { mode, quality } = choice;
    const limitMs = view.floor.maximumMs;
    const request = { stream, mode, mimeType, rate: rateOf(mode, quality), statementId, limitMs, store };
    setOutcome(null);
    setStep({ at: 'studio', request });
  };

  if (now.at === 'studio') {
    return (
      <Studio
        request={now.request}
        prompter={prompter}
        onCancel={() => setStep({ at: 'setup' })}
        onEnded={(how) => void ended(how)}
      />
    );
  }
  const backwards = (
    <div className={styles.back}>
      <Button kind="plain" icon="back" onClick={back}>
        {t('record.back')}
      </Button>
    </div>
  );
  if (!mine && now.at !== 'takes') {
    return (
      <Stack>
        {backwards}
        <Notice
          tone="amber"
          live
          title={t('record.other.title')}
          action={
            <Button icon="replay" onClick={again}>
              {t('kit.retry')}
            </Button>
          }
        >
          {t('record.other.text')}
        </Notice>
      </Stack>
    );
  }
  if (now.at === 'takes') {
    return (
      <Stack>
        {backwards}
        <Takes
          kept={kept}
          outcome={outcome}
          maySend={view.mayBegin || view.takes.some(({ state }) => state === 'receiving')}
          onSend={onSend}
          onAgain={mine && view.mayBegin ? () => start(choice.mode) : null}
          onErase={async (takeId) => {
            await store.erase(takeId);
            setStep({ at: 'takes' });
            setOutcome(null);
            await refresh();
          }}
          onEraseAll={async () => {
            await store.forget(statementId);
            await eraseKept(statementId);
            forgetDraft(draftNames.consent(statementId));
            forgetSetup();
            forgetLine();
            prompter.erase();
            setStep({ at: 'takes' });
            setOutcome(null);
            await refresh();
          }}
        />
      </Stack>
    );
  }
  if (formatFor(choice.mode) === null) {
    return (
      <Stack>
        {backwards}
        <h2>{t('record.start.title')}</h2>
        <TroubleView
          trouble="unsupported"
          mode={choice.mode}
          onAgain={again}
          onSound={() => start('sound')}
          onPick={onPick}
        />
      </Stack>
    );
  }
  if (now.at === 'start') {
    return (
      <Stack>
        {backwards}
        <Start lasting={store.lasting} onOpen={start} />
        <Actions>
          <PickFile kind="plain" label={t('speak.empty.pick')} onFile={onPick} />
        </Actions>
      </Stack>
    );
  }
  return (
    <Stack>
      {backwards}
      <Setup
        choice={choice}
        onChoice={change}
        state={devices.state}
        devices={devices.devices}
        inUse={devices.inUse}
        prompter={prompter}
        written={written}
        limitMs={view.floor.maximumMs}
        onBegin={begin}
        onOpen={() => open(choice)}
        onPick={onPick}
      />
    </Stack>
  );
}

/** Whether this window may record; null until that is known. */
function useWindow(statementId: string): [Window | null, () => void] {
  const [claimed, setClaimed] = useState<Window | null>(null);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    void claimWindow(statementId, leaving.signal).then((answer) => {
      if (!leaving.signal.aborted) setClaimed(answer);
    });
    return () => leaving.abort();
  }, [statementId, asked]);
  return [claimed, () => setAsked((times) => times + 1)];
}
