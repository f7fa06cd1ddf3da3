import { Suspense } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { useProblemText } from '../problems/problem-text.ts';
import { KeptNotice, RecordEntry } from '../record/parts-later.ts';
import { mayBeKept } from '../record/store/kept-mark.ts';
import { PickFile } from '../send/pick-file.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './thumb.module.css';
import { Thumb } from './thumb.tsx';

interface AnotherProps {
  readonly view: Statement;
  readonly kind: 'primary' | 'quiet';
  readonly onPick: (file: File) => void;
  readonly onRecord: () => void;
}

/** The first take, or another one, as long as that is possible; else why not. */
export function Another({ view, kind, onPick, onRecord }: AnotherProps) {
  const { t } = useWords();
  const problemText = useProblemText();
  const first = view.takes.every(({ state }) => state === 'abandoned');
  // Before the first take it stands above the title, where it is seen at once.
  const kept = !first && mayBeKept() && (
    <Suspense fallback={null}>
      <KeptNotice view={view} onOpen={onRecord} />
    </Suspense>
  );
  if (!view.mayBegin) {
    const code = view.mayNotBeginBecause;
    if (code === null) return kept;
    return (
      <Stack>
        <Notice tone={first ? 'red' : 'neutral'} title={t(first ? 'speak.cannot' : 'speak.another.cannot')}>
          {problemText({ code, title: '', figures: {} }).text}
        </Notice>
        {kept}
      </Stack>
    );
  }
  const pick = (
    <PickFile kind="quiet" label={t(first ? 'speak.empty.pick' : 'speak.another.pick')} onFile={onPick} />
  );
  const record = (
    <Suspense fallback={<span className={styles.place} />}>
      <RecordEntry kind={kind} onOpen={onRecord} />
    </Suspense>
  );
  if (kind === 'primary') {
    return (
      <Stack>
        {kept}
        <Thumb>
          {record}
          {pick}
        </Thumb>
      </Stack>
    );
  }
  return (
    <Stack gap="close">
      {kept}
      <Actions>
        {pick}
        {record}
      </Actions>
      <p>{t('speak.another.text')}</p>
    </Stack>
  );
}
