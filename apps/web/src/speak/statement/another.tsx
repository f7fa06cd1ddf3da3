import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { useProblemText } from '../problems/problem-text.ts';
import { PickFile } from '../send/pick-file.tsx';
import { useWords } from '../words/use-words.ts';
import { Thumb } from './thumb.tsx';

interface AnotherProps {
  readonly view: Statement;
  readonly kind: 'primary' | 'quiet';
  readonly onPick: (file: File) => void;
}

/** The first take, or another one, as long as that is possible; else why not. */
export function Another({ view, kind, onPick }: AnotherProps) {
  const { t } = useWords();
  const problemText = useProblemText();
  const first = view.takes.every(({ state }) => state === 'abandoned');
  if (!view.mayBegin) {
    const code = view.mayNotBeginBecause;
    if (code === null) return null;
    return (
      <Notice tone={first ? 'red' : 'neutral'} title={t(first ? 'speak.cannot' : 'speak.another.cannot')}>
        {problemText({ code, title: '', figures: {} }).text}
      </Notice>
    );
  }
  const pick = (
    <PickFile kind={kind} label={t(first ? 'speak.empty.pick' : 'speak.another.pick')} onFile={onPick} />
  );
  if (kind === 'primary') return <Thumb>{pick}</Thumb>;
  return (
    <Stack gap="close">
      <div>{pick}</div>
      <p>{t('speak.another.text')}</p>
    </Stack>
  );
}
