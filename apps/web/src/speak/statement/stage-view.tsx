import { Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import hidden from '../../kit/hidden.module.css';
import { Notice } from '../../kit/notice.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Badge } from '../../kit/state.tsx';
import { Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import answerStyles from '../answer/answer.module.css';
import { Question } from '../answer/question.tsx';
import type { Statement, Take } from '../api.ts';
import { lazily } from '../later/lazily.tsx';
import { useAllWords } from '../later/use-all-words.ts';
import { useProblemText } from '../problems/problem-text.ts';
import { PickFile } from '../send/pick-file.tsx';
import { Abandon, Late } from '../send/sending.tsx';
import { Findings } from '../take/findings.tsx';
import { Receipt } from '../take/receipt.tsx';
import { Removed } from '../take/removed.tsx';
import { Trimmer } from '../take/trimmer-later.tsx';
import { Another } from './another.tsx';
import { ReadyTake } from './ready-take.tsx';
import { heldBackBy, type Stage } from './stage.ts';
import { Thumb } from './thumb.tsx';

const ltr = (text: string) => `\u2066${text}\u2069`;

export interface StageViewProps {
  readonly view: Statement;
  readonly stage: Exclude<Stage, { kind: 'empty' }>;
  readonly refetch: () => Promise<void>;
  readonly onPick: (file: File) => void;
  readonly onRecord: () => void;
  readonly onAbandon: () => void;
  readonly abandoning: boolean;
  /** A file was sent from this page, or something else happened since it stands: what is here now is news. */
  readonly afterChange: boolean;
  /** Sends the rest, where this browser has kept the file itself. */
  readonly onGoOn: (() => void) | null;
}

/** What the page is about now. When that changes by itself it is read out, and a focus that was lost goes there. */
export function StageView(props: StageViewProps) {
  const { stage, afterChange } = props;
  const box = useRef<HTMLDivElement>(null);
  const [said, setSaid] = useState('');
  const key = stage.kind === 'ready' ? stage.standing : stage.kind;
  const known = useRef(afterChange ? null : key);
  useEffect(() => {
    if (known.current === key) return;
    known.current = key;
    const title = box.current?.querySelector('h2');
    setSaid(title?.textContent ?? '');
    if (!title || document.activeElement !== document.body) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  }, [key]);
  return (
    <div ref={box}>
      <p role="status" className={hidden.hidden}>
        {said}
      </p>
      <StageNow {...props} />
    </div>
  );
}

function StageNow(props: StageViewProps) {
  const { view, stage, refetch, onPick, onRecord } = props;
  const { t } = useAllWords();
  const another = (kind: 'primary' | 'quiet') => (
    <Another view={view} kind={kind} onPick={onPick} onRecord={onRecord} />
  );
  switch (stage.kind) {
    case 'withdrawn':
      return (
        <Stack>
          <h2>{t('speak.withdrawn.title')}</h2>
          <p>{t('speak.withdrawn.text')}</p>
        </Stack>
      );
    case 'unfinished':
      return <Unfinished {...props} take={stage.take} />;
    case 'verifying':
      return (
        <Stack>
          <h2>{t('speak.verifying.title')}</h2>
          <Progress label={t('speak.verifying.text')} value={undefined} mayLeave />
        </Stack>
      );
    case 'preparing':
      return <Preparing take={stage.take} />;
    case 'refused':
    case 'failed':
      return (
        <Stack>
          <h2>{t(`speak.${stage.kind}.title`)}</h2>
          <WhyNot take={stage.take} kind={stage.kind} />
          {stage.earlier && (
            <Notice
              tone={stage.earlier === 'in_review' ? 'neutral' : 'green'}
              title={t(`speak.earlier.${stage.earlier}`)}
            />
          )}
          {another(stage.kind === 'refused' ? 'primary' : 'quiet')}
          {stage.take.receiptAvailable && <Receipt take={stage.take} />}
        </Stack>
      );
    case 'question':
      return (
        <Stack>
          <div>
            <Badge tone="amber">{t('speak.question.state')}</Badge>
          </div>
          <h2>{t('speak.question.title')}</h2>
          <Question
            view={view}
            decisionId={stage.decisionId}
            cut={stage.cut}
            take={stage.take}
            onAnswered={() => void refetch()}
          />
          <WhereItIs view={view} />
        </Stack>
      );
    case 'needs_cut': {
      const { take } = stage;
      const measuredMs = take.measuredMs ?? 0;
      const overMs = take.fit.fit === 'needs_cut' ? take.fit.overMs : 0;
      return (
        <Stack>
          <div>
            <Badge tone="amber">{t('speak.cut.state')}</Badge>
          </div>
          <h2>
            {t('speak.cut.title', {
              length: ltr(formatTime(measuredMs)),
              limit: ltr(formatTime(view.floor.maximumMs)),
            })}
          </h2>
          <p>{t('speak.cut.text', { over: ltr(formatTime(overMs, 'up')) })}</p>
          <Trimmer
            key={take.id}
            take={take}
            measuredMs={measuredMs}
            floor={view.floor}
            onSaved={() => void refetch()}
          />
          <Findings take={{ ...take, findings: take.findings.filter(({ code }) => code !== 'needs_cut') }} />
          <Removed take={take} />
          <Receipt take={take} />
          {another('quiet')}
        </Stack>
      );
    }
    case 'changes':
      return (
        <Stack>
          <div>
            <Badge tone="amber">{t('speak.changes.state')}</Badge>
          </div>
          <h2>{t('speak.changes.title')}</h2>
          {view.decision?.messageToSpeaker ? (
            <blockquote className={answerStyles.message} dir="auto">
              {view.decision.messageToSpeaker}
            </blockquote>
          ) : (
            !view.comments.length && <p>{t('speak.changes.noMessage')}</p>
          )}
          <WhereItIs view={view} />
          {another('primary')}
          {stage.take && <ReadyTake view={view} take={stage.take} willBeShown={false} refetch={refetch} />}
        </Stack>
      );
    default: {
      const tones = {
        in_review: 'neutral',
        approved: 'green',
        published: 'green',
        declined: 'amber',
      } as const;
      const held = stage.standing === 'approved' ? heldBackBy(view) : null;
      const message = stage.standing === 'declined' ? view.decision?.messageToSpeaker : null;
      return (
        <Stack>
          <div>
            <Badge tone={held === null ? tones[stage.standing] : 'amber'}>
              {t(`speak.ready.${stage.standing}.state`)}
            </Badge>
          </div>
          <h2>{t(`speak.ready.${stage.standing}.title`)}</h2>
          <p>{t(held === null ? `speak.ready.${stage.standing}.text` : `speak.ready.approved.${held}`)}</p>
          {message && (
            <blockquote className={answerStyles.message} dir="auto">
              {message}
            </blockquote>
          )}
          <WhereItIs view={view} />
          <ReadyTake
            view={view}
            take={stage.take}
            willBeShown={stage.standing !== 'declined' && held === null}
            refetch={refetch}
          />
          {another('quiet')}
        </Stack>
      );
    }
  }
}

const Comments = lazily(async () => (await import('../answer/comments.tsx')).Comments);

/** Beside the message: seldom there, so that nothing is fetched for it where it is not. */
function WhereItIs({ view }: { readonly view: Statement }) {
  if (view.comments.length === 0) return null;
  return (
    <Suspense fallback={<Skeleton shape="text" />}>
      <Comments view={view} />
    </Suspense>
  );
}

function Unfinished({
  view,
  take,
  onPick,
  onAbandon,
  abandoning,
  onGoOn,
}: StageViewProps & { readonly take: Take }) {
  const { t } = useAllWords();
  const share = take.receivedBytes / (take.declaredBytes || 1);
  const percent = Math.floor(share * 100);
  return (
    <Stack>
      <h2>{t('speak.unfinished.title')}</h2>
      <Progress label={<bdi>{take.fileName ?? t('speak.unfinished.file')}</bdi>} value={share} />
      <Late deadline={view.deadline} serverNow={view.serverNow} />
      {onGoOn !== null ? (
        <Notice tone="amber" title={t('speak.unfinished.kept', { percent })} nothingLost>
          {t('speak.unfinished.kept.text')}
        </Notice>
      ) : take.way === 'tus' ? (
        <Notice tone="amber" title={t('speak.unfinished.again', { percent })} nothingLost>
          {t('speak.unfinished.text')}
        </Notice>
      ) : (
        <p>{t('speak.unfinished.form')}</p>
      )}
      <Thumb>
        {onGoOn !== null ? (
          <Button kind="primary" icon="play" onClick={onGoOn}>
            {t('speak.sending.resume')}
          </Button>
        ) : (
          take.way === 'tus' && <PickFile label={t('speak.unfinished.pick')} onFile={onPick} />
        )}
        <Abandon label={t('speak.sending.abandon')} ask abandoning={abandoning} onAbandon={onAbandon} />
      </Thumb>
    </Stack>
  );
}

function Preparing({ take }: { readonly take: Take }) {
  const { t } = useAllWords();
  return (
    <Stack>
      <div>
        <Badge tone="green">{t('speak.received.state')}</Badge>
      </div>
      <h2>{t('speak.received.title')}</h2>
      <Progress
        label={t(`speak.preparing.${take.state === 'preparing' ? 'preparing' : 'checking'}`)}
        value={take.state === 'preparing' ? take.progress : undefined}
        {...(take.state === 'preparing' ? { leftMs: take.remainingMs } : {})}
        mayLeave
      />
      <p>{t('speak.preparing.text')}</p>
      <Removed take={take} />
      {take.receiptAvailable && <Receipt take={take} />}
    </Stack>
  );
}

function WhyNot({ take, kind }: { readonly take: Take; readonly kind: 'refused' | 'failed' }) {
  const { t } = useAllWords();
  const problemText = useProblemText();
  if (kind === 'failed') {
    return (
      <Notice tone="amber" title={t('speak.failed.notice')} nothingLost>
        {t('speak.failed.do')}
      </Notice>
    );
  }
  return (
    <Notice tone="red" live title={<bdi>{take.fileName ?? t('speak.unfinished.file')}</bdi>}>
      {take.reason ? problemText(take.reason).text : t('problem.unreadable')}
    </Notice>
  );
}
