import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Progress } from '../../kit/progress.tsx';
import { Stack } from '../../kit/surface.tsx';
import { FloorTime } from '../../kit/timecode.tsx';
import type { Statement, Take } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { Portrait } from '../portrait/portrait-later.tsx';
import { Findings } from '../take/findings.tsx';
import { Preview } from '../take/preview.tsx';
import { Receipt } from '../take/receipt.tsx';
import { Removed } from '../take/removed.tsx';
import { Trimmer } from '../take/trimmer-later.tsx';
import { shownOf } from './shown.ts';
import { newestCut } from './stage.ts';

export interface ReadyTakeProps {
  readonly view: Statement;
  readonly take: Take;
  /** As things stand: what was declined, or is to be changed, or is held back, will not. */
  readonly willBeShown: boolean;
  readonly refetch: () => Promise<void>;
}

/** What will be shown, how long it is, what was found, and the receipt. */
export function ReadyTake({ view, take, willBeShown, refetch }: ReadyTakeProps) {
  const { t } = useAllWords();
  const [trimming, setTrimming] = useState(false);
  const shown = shownOf(view, take);
  const { floor } = view;
  if (trimming && take.measuredMs !== null) {
    return (
      <Stack>
        <Trimmer
          take={take}
          measuredMs={take.measuredMs}
          floor={floor}
          onSaved={() => void refetch().then(() => setTrimming(false))}
        />
        <div>
          <Button kind="plain" onClick={() => setTrimming(false)}>
            {t('speak.back')}
          </Button>
        </div>
      </Stack>
    );
  }
  return (
    <Stack>
      {shown.cut?.state === 'making' && (
        <Progress
          label={t('speak.cut.making')}
          value={shown.cut.progress}
          leftMs={shown.cut.remainingMs}
          mayLeave
        />
      )}
      {newestCut(take)?.state === 'failed' && (
        <Notice tone="red" title={t('speak.cut.failed')} nothingLost>
          {t('speak.cut.failed.do')}
        </Notice>
      )}
      {shown.previewUrl && (
        <Stack gap="close">
          <h3>{t(willBeShown ? 'speak.preview.title' : 'speak.preview.label')}</h3>
          <Preview id={shown.cut?.id ?? take.id} src={shown.previewUrl} poster={shown.posterUrl} />
        </Stack>
      )}
      {shown.lengthMs !== null && (
        <FloorTime usedMs={shown.lengthMs} limitMs={floor.maximumMs} minimumMs={floor.minimumMs} />
      )}
      {take.measuredMs !== null && (
        <div>
          <Button icon="cut" onClick={() => setTrimming(true)}>
            {t('speak.trim.open')}
          </Button>
        </div>
      )}
      <Findings take={take} />
      {take.findings.some(({ code }) => code === 'sound_only') && (
        <Portrait named={view.consent.appearance.named} />
      )}
      <Removed take={take} />
      {take.receiptAvailable && <Receipt take={take} />}
    </Stack>
  );
}
