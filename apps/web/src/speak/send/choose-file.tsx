import { useEffect, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import { useWords } from '../words/use-words.ts';
import { type Advice, advise, type Limits } from './advise.ts';
import { type Inspected, inspectFile } from './inspect-file.ts';
import { PickFile } from './pick-file.tsx';
import styles from './send.module.css';
import { useSizeText } from './size-text.ts';

const ltr = (text: string) => `\u2066${text}\u2069`;

export interface ChosenFileProps {
  readonly file: File;
  readonly limits: Limits;
  readonly busy: boolean;
  readonly onSend: () => void;
  readonly onOther: (file: File) => void;
}

/** The file before it is sent: what it is, and whether it fits. */
export function ChosenFile({ file, limits, busy, onSend, onOther }: ChosenFileProps) {
  const { t } = useWords();
  const sizeText = useSizeText();
  const titleRef = useTitleFocus();
  const [seen, setSeen] = useState<Inspected | null>(null);
  useEffect(() => {
    let current = true;
    setSeen(null);
    void inspectFile(file).then((found) => {
      if (current) setSeen(found);
    });
    return () => {
      current = false;
    };
  }, [file]);
  const advice = seen && advise(seen, limits);
  const doubtful = advice !== null && ['empty', 'too_large', 'too_long'].includes(advice.kind);
  return (
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
      <Thumb>
        <Button
          kind={doubtful ? 'quiet' : 'primary'}
          icon="upload"
          busy={busy && t('speak.send.opening')}
          onClick={onSend}
        >
          {t(doubtful ? 'speak.send.anyway' : 'speak.send.send')}
        </Button>
      </Thumb>
      <div>
        <PickFile kind={doubtful ? 'primary' : 'plain'} label={t('speak.send.other')} onFile={onOther} />
      </div>
    </Stack>
  );
}

function AdviceNotice({ advice }: { readonly advice: Advice }) {
  const { t } = useWords();
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
  const { t } = useWords();
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
