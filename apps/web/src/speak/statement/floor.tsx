import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api, type Statement, type Take } from '../api.ts';
import { guideWords } from '../guide/guide-words.ts';
import { lazily } from '../later/lazily.tsx';
import { BackToRecordings, KeptNotice, RecordPage } from '../record/parts-later.ts';
import { mayBeKept } from '../record/store/kept-mark.ts';
import { useSender } from '../send/use-sender.ts';
import { useWords } from '../words/use-words.ts';
import { Another } from './another.tsx';
import { stageOf } from './stage.ts';
import { useDeadline } from './use-deadline.ts';

// Fetched when the page stands, so that it stands early on a slow line.
const ChosenFile = lazily(async () => (await import('../send/choose-file.tsx')).ChosenFile);
const OtherFile = lazily(async () => (await import('../send/choose-file.tsx')).OtherFile);
const SendingCard = lazily(async () => (await import('../send/sending.tsx')).SendingCard);
const Guide = lazily(async () => (await import('../guide/guide.tsx')).Guide, guideWords);
const StageView = lazily(async () => (await import('./stage-view.tsx')).StageView);

export interface FloorProps {
  readonly view: Statement;
  readonly refetch: () => Promise<void>;
}

type Chosen = {
  readonly file: File;
  readonly insteadOf: Take | null;
  /** The recording of this device that it is. */
  readonly recorded: string | null;
};

const percentOf = (take: Take) => Math.floor((take.receivedBytes / (take.declaredBytes || 1)) * 100);

/** The one thing of the page: choose, send, follow, decide. */
export function Floor({ view, refetch }: FloorProps) {
  const { t } = useWords();
  const sending = useSender();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [opening, setOpening] = useState(false);
  const [abandoning, setAbandoning] = useState(false);
  const [recording, setRecording] = useState(false);
  const stage = stageOf(view);
  const unfinished = stage.kind === 'unfinished' ? stage.take : null;
  const withdrawn = stage.kind === 'withdrawn';
  useDeadline(view, refetch);
  const statementId = view.statement.id;

  // What comes next is fetched while the speaker reads: the line may be gone when a file is chosen.
  useEffect(() => {
    const ahead = setTimeout(() => {
      const all = [
        import('../send/choose-file.tsx'),
        import('../send/sending.tsx'),
        import('../send/sender.ts'),
        import('../record/record-page.tsx'),
      ];
      Promise.all(all).catch(() => undefined);
    }, 1500);
    return () => clearTimeout(ahead);
  }, []);

  const step = sending.state?.step;
  const hasSent = useRef(false);
  const began = useRef(stage.kind);
  hasSent.current ||= step !== undefined;
  const { clear } = sending;
  useEffect(() => {
    if (step !== 'sent') return;
    void refetch().then(() => {
      setChosen(null);
      clear();
    });
  }, [step, refetch, clear]);
  useEffect(() => {
    if (!withdrawn) return;
    // Taken back in another window, perhaps: nothing more is chosen, recorded or typed for it here.
    clear();
    setChosen(null);
    setRecording(false);
  }, [withdrawn, clear]);
  const kept = useKept(unfinished, statementId, sending.state === null);
  // What was kept here for sending goes once it is there.
  const settled = !['empty', 'unfinished', 'verifying'].includes(stage.kind);
  const idle = settled && chosen === null && sending.state === null;
  useEffect(() => {
    if (!idle) return;
    void import('../send/forget-device.ts').then(
      ({ forgetSending }) => forgetSending(statementId),
      () => undefined,
    );
  }, [idle, statementId]);

  // What was recorded here is erased once one of it is received.
  useEffect(() => {
    if (view.takes.every(({ receivedAt }) => receivedAt === null)) return;
    void import('../record/store/forget-recordings.ts').then(
      ({ settleRecordings }) => settleRecordings(view),
      () => undefined,
    );
  }, [view]);

  // Which recording goes where: that one is erased when that take was received, and no other.
  const goes = useRef<string | null>(null);
  const into = sending.sender?.takeId() ?? null;
  useEffect(() => {
    const recorded = goes.current;
    if (into === null || recorded === null) return;
    void import('../record/store/forget-recordings.ts').then(
      ({ markSent }) => markSent(recorded, into).catch(() => undefined),
      () => undefined,
    );
  }, [into]);

  async function begin(file: File, takeId: string | null, recorded: string | null) {
    setOpening(true);
    goes.current = recorded;
    try {
      await sending.begin({ file, statementId, partBytes: view.partBytes, takeId });
      setChosen(null);
    } finally {
      setOpening(false);
    }
  }

  async function pick(file: File, recorded: string | null = null) {
    clear();
    setRecording(false);
    if (unfinished === null) return setChosen({ file, insteadOf: null, recorded });
    const { belongsTo } = await import('../send/sender.ts');
    if (await belongsTo(file, unfinished, statementId)) return await begin(file, unfinished.id, recorded);
    setChosen({ file, insteadOf: unfinished, recorded });
  }

  /** Gives up what is unfinished, there and here. */
  async function abandon(takeId: string | null) {
    setAbandoning(true);
    clear();
    try {
      if (takeId !== null) await api('POST /api/v1/speaker/takes/{id}/abandon', { params: { id: takeId } });
      const { forgetSending } = await import('../send/forget-device.ts');
      await forgetSending(statementId);
      setChosen(null);
    } catch {
      // It was received or given up meanwhile: the statement, asked again, tells.
    } finally {
      await refetch();
      setAbandoning(false);
    }
  }

  async function replace({ file, insteadOf, recorded }: Chosen) {
    if (insteadOf) await abandon(insteadOf.id);
    setChosen({ file, insteadOf: null, recorded });
  }

  function shown(): ReactNode {
    if (!withdrawn && sending.state && sending.file) {
      const { file, sender } = sending;
      return (
        <SendingCard
          state={sending.state}
          fileName={file.name}
          deadline={view.deadline}
          serverNow={view.serverNow}
          begun={sender?.takeId() != null}
          abandoning={abandoning}
          onPause={() => sender?.pause()}
          onResume={() => sender?.resume()}
          onAbandon={() => void abandon(sender?.takeId() ?? null)}
          onRetry={() => {
            const gone = sending.state?.step === 'stopped' && sending.state.code === 'upload_gone';
            void begin(file, gone ? null : (sender?.takeId() ?? null), goes.current);
          }}
          onPick={(other) => void pick(other)}
        />
      );
    }
    if (chosen && !withdrawn) {
      return chosen.insteadOf ? (
        <OtherFile
          percent={percentOf(chosen.insteadOf)}
          busy={abandoning}
          onReplace={() => void replace(chosen)}
          onPick={(file) => void pick(file)}
        />
      ) : (
        <Stack>
          {chosen.recorded !== null && (
            <BackToRecordings
              onBack={() => {
                setChosen(null);
                setRecording(true);
              }}
            />
          )}
          <ChosenFile
            file={chosen.file}
            view={view}
            busy={opening}
            onSend={(file) => void begin(file, null, chosen.recorded)}
            onOther={(file) => void pick(file)}
          />
        </Stack>
      );
    }
    if (recording && !withdrawn) {
      return (
        <RecordPage
          view={view}
          onSend={(file, recordingId) => void pick(file, recordingId)}
          onPick={(file) => void pick(file)}
          onClose={() => setRecording(false)}
        />
      );
    }
    if (stage.kind === 'empty') {
      return (
        <Stack>
          {mayBeKept() && (
            <Suspense fallback={null}>
              <KeptNotice view={view} onOpen={() => setRecording(true)} />
            </Suspense>
          )}
          <h2>{t('speak.empty.title')}</h2>
          {view.mayBegin && <p>{t('speak.empty.text')}</p>}
          <Another
            view={view}
            kind="primary"
            onPick={(file) => void pick(file)}
            onRecord={() => setRecording(true)}
          />
          {view.mayBegin && (
            <Suspense fallback={<Skeleton shape="card" />}>
              <Guide open />
            </Suspense>
          )}
        </Stack>
      );
    }
    return (
      <StageView
        view={view}
        stage={stage}
        refetch={refetch}
        onPick={(file) => void pick(file)}
        onRecord={() => setRecording(true)}
        onAbandon={() => void abandon(unfinished?.id ?? null)}
        abandoning={abandoning}
        afterChange={hasSent.current || stage.kind !== began.current}
        onGoOn={kept && unfinished ? () => void begin(kept, unfinished.id, null) : null}
      />
    );
  }

  // Within it: what this part itself holds, a sending above all, goes on while a part is being fetched.
  return <Suspense fallback={<Skeleton shape="card" />}>{shown()}</Suspense>;
}

/** The file that an unfinished upload waits for, where this browser itself keeps it. */
function useKept(unfinished: Take | null, statementId: string, wanted: boolean): File | null {
  const [kept, setKept] = useState<{ takeId: string; file: File } | null>(null);
  const take = useRef(unfinished);
  take.current = unfinished;
  const takeId = unfinished?.way === 'tus' && wanted ? unfinished.id : null;
  useEffect(() => {
    if (takeId === null) return;
    let current = true;
    void import('../send/kept-file-of.ts')
      .then(({ keptFileOf }) => (take.current ? keptFileOf(take.current, statementId) : null))
      .then(
        (file) => {
          if (current && file !== null) setKept({ takeId, file });
        },
        () => undefined,
      );
    return () => {
      current = false;
    };
  }, [takeId, statementId]);
  return kept !== null && kept.takeId === takeId ? kept.file : null;
}
