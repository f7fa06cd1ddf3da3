import { Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import type { Statement } from '../api.ts';
import { lazily } from '../later/lazily.tsx';
import { useAllWords } from '../later/use-all-words.ts';
import type { ConsentHandle } from '../rights/consent-step.tsx';
import { rightsWords } from '../rights/rights-words.ts';
import { eraseKept } from '../shrink/kept-file.ts';
import { shrinkWords } from '../shrink/shrink-words.ts';
import { canShrinkHere, worthShrinking } from '../shrink/worth.ts';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import { type Advice, advise } from './advise.ts';
import { type Inspected, inspectFile } from './inspect-file.ts';
import { knownLine } from './line-memory.ts';
import { PickFile } from './pick-file.tsx';
import styles from './send.module.css';
import { useSizeText } from './size-text.ts';

const ShrinkOffer = lazily(async () => (await import('../shrink/shrink-offer.tsx')).ShrinkOffer, shrinkWords);

const ltr = (text: string) => `\u2066${text}\u2069`;

const ConsentStep = lazily(async () => (await import('../rights/consent-step.tsx')).ConsentStep, rightsWords);

export interface ChosenFileProps {
  readonly file: File;
  readonly view: Statement;
  readonly busy: boolean;
  /** The file that was chosen, or a smaller one that was made of it. */
  readonly onSend: (file: File) => void;
  readonly onOther: (file: File) => void;
}

/** The file before it is sent: what it is, whether it fits, and what its speaker agrees to where that was not said yet. */
export function ChosenFile({ file, view, busy, onSend, onOther }: ChosenFileProps) {
  const { t } = useAllWords();
  const sizeText = useSizeText();
  const titleRef = useTitleFocus();
  const [seen, setSeen] = useState<Inspected | null>(null);
  const [smaller, setSmaller] = useState<File | null>(null);
  const [shrinking, setShrinking] = useState(false);
  const consent = useConsent(view);
  const statementId = view.statement.id;
  const awaited = useRef(false);
  awaited.current = view.takes.some(({ state }) => state === 'receiving');
  useEffect(() => {
    let current = true;
    setSeen(null);
    setSmaller(null);
    // What was made small of another file; unless an upload waits for it.
    if (!awaited.current) void eraseKept(statementId);
    void inspectFile(file).then((found) => {
      if (current) setSeen(found);
    });
    return () => {
      current = false;
    };
  }, [file, statementId]);
  const advice = seen && advise(seen, view);
  const tooLarge = advice?.kind === 'too_large';
  // The server would refuse it before its first byte.
  const impossible = smaller === null && (tooLarge || advice?.kind === 'empty');
  const doubtful = impossible || advice?.kind === 'too_long';
  const soundOnly = file.type.startsWith('audio/');
  const worth =
    seen && canShrinkHere() && !soundOnly ? worthShrinking({ ...seen, line: knownLine(), tooLarge }) : null;
  async function send() {
    // Enter does what the button says, and nothing while there is none.
    if (impossible || shrinking || busy || consent.giving) return;
    if (await consent.give()) onSend(smaller ?? file);
  }
  return (
    // Around all of it: the button stays in sight for as long as any of it is.
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack>
        <h2 ref={titleRef} tabIndex={-1}>
          {t('speak.chosen.title')}
        </h2>
        <p className={styles.file}>
          <bdi className={styles.name}>{file.name}</bdi>
          <span className={styles.soft}>
            {sizeText(file.size)}
            {seen?.lengthMs != null && (
              <>
                {' '}
                · <bdi dir="ltr">{formatTime(seen.lengthMs)}</bdi>
              </>
            )}
          </span>
        </p>
        <div aria-live="polite">{advice ? <AdviceNotice advice={advice} /> : <Skeleton shape="text" />}</div>
        {worth !== null && (
          <Suspense fallback={null}>
            <ShrinkOffer
              key={file.name}
              file={file}
              statementId={statementId}
              worth={worth}
              onSmaller={setSmaller}
              onBusy={setShrinking}
            />
          </Suspense>
        )}
        {consent.asked && !impossible && (
          <Suspense fallback={<Skeleton shape="card" />}>
            <ConsentStep view={view} soundOnly={soundOnly} handle={consent.step} onThere={consent.onThere} />
          </Suspense>
        )}
        {!impossible && !shrinking && (
          <Thumb>
            <Button
              type="submit"
              kind={doubtful ? 'quiet' : 'primary'}
              icon="upload"
              disabled={consent.asked && !consent.there}
              busy={(busy || consent.giving) && t('speak.send.opening')}
            >
              {t(doubtful ? 'speak.send.anyway' : 'speak.send.send')}
            </Button>
          </Thumb>
        )}
        <div>
          <PickFile kind={doubtful ? 'primary' : 'plain'} label={t('speak.send.other')} onFile={onOther} />
        </div>
      </Stack>
    </form>
  );
}

/** Nothing is sent before its speaker has agreed to the words, and said who may see it and how they appear. */
function useConsent({ consent }: Statement) {
  const step = useRef<ConsentHandle>(null);
  const [there, setThere] = useState(false);
  const [giving, setGiving] = useState(false);
  const asked = !consent.accepted;
  async function give(): Promise<boolean> {
    if (!asked) return true;
    setGiving(true);
    const given = await step.current?.save();
    setGiving(false);
    return given === true;
  }
  return { asked, step, there, onThere: () => setThere(true), giving, give };
}

function AdviceNotice({ advice }: { readonly advice: Advice }) {
  const { t } = useAllWords();
  const sizeText = useSizeText();
  switch (advice.kind) {
    case 'empty':
      return (
        <Notice tone="red" title={t('speak.advice.empty')}>
          {t('speak.advice.empty.do')}
        </Notice>
      );
    case 'too_large':
      return (
        <Notice
          tone="red"
          title={t('speak.advice.large', {
            size: sizeText(advice.bytes),
            limit: sizeText(advice.limitBytes),
          })}
        >
          {t('speak.advice.large.do')}
        </Notice>
      );
    case 'unknown':
      return <Notice tone="neutral" title={t('speak.advice.unknown')} />;
    default: {
      const length = ltr(formatTime(advice.lengthMs));
      const limit = ltr(formatTime(advice.limitMs));
      if (advice.kind === 'fits')
        return <Notice tone="green" title={t('speak.advice.fits', { length, limit })} />;
      if (advice.kind === 'needs_cut') {
        const over = ltr(formatTime(advice.overMs, 'up'));
        return (
          <Notice tone="amber" title={t('speak.advice.over', { length, limit })}>
            {t('speak.advice.over.do', { over })}
          </Notice>
        );
      }
      return (
        <Notice
          tone={advice.kind === 'short' ? 'amber' : 'red'}
          title={t('speak.advice.over', { length, limit })}
        >
          {t(advice.kind === 'short' ? 'speak.advice.short.do' : 'speak.advice.long.do')}
        </Notice>
      );
    }
  }
}

export interface ReplaceProps {
  readonly percent: number;
  readonly onReplace: () => void;
  readonly onPick: (file: File) => void;
  readonly busy: boolean;
}

/** Another file than the unfinished one was chosen. */
export function OtherFile({ percent, onReplace, onPick, busy }: ReplaceProps) {
  const { t } = useAllWords();
  return (
    <Notice
      tone="amber"
      live
      title={t('speak.other.title')}
      action={
        <Actions>
          <PickFile label={t('speak.unfinished.pick')} onFile={onPick} />
          <Button busy={busy && t('speak.send.opening')} onClick={onReplace}>
            {t('speak.other.replace')}
          </Button>
        </Actions>
      }
    >
      {t('speak.other.text', { percent })}
    </Notice>
  );
}
