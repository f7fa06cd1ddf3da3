import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import type { FrameRate } from '../../kit/time.ts';
import { FloorTime, Timecode } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import { StopOrMake } from './stop-or-make.tsx';
import styles from './studio.module.css';
import timeline from './timeline.module.css';
import { type Beside, Track } from './track.tsx';
import type { Cut, Detail } from './types.ts';

interface CutViewProps {
  readonly detail: Detail;
  readonly cut: Cut;
  readonly atMs: number;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly onSeek: (ms: number) => void;
  readonly onEdit: () => void;
  readonly onMade: (cutId: string) => void;
}

/** A cut as it will be shown: its measured length decides. */
export function CutView(props: CutViewProps) {
  const { detail, cut, atMs, rate, beside, onSeek, onEdit, onMade } = props;
  const { t } = useWords();
  return (
    <>
      {cut.measuredMs !== null && (
        <div className={timeline.timeline} dir="ltr">
          <Track
            key={cut.id}
            lengthMs={cut.measuredMs}
            atMs={atMs}
            rate={rate}
            beside={beside}
            onSeek={onSeek}
          />
        </div>
      )}
      <div className={styles.below}>
        <FloorTime
          stage
          usedMs={cut.measuredMs ?? cut.lengthMs}
          limitMs={detail.floor.maximumMs}
          minimumMs={detail.floor.minimumMs}
        />
        <div className={styles.work}>
          <p className={styles.stageTitle}>
            {t('versions.cut', { n: cut.revision })} · {t(`madeBy.${cut.madeBy}`)}
          </p>
          <p className={styles.stageSoft}>
            <Timecode ms={cut.edit.inMs} /> – <Timecode ms={cut.edit.outMs} />
            {cut.edit.removals.length > 0 && ` · ${t('edit.removals', { n: cut.edit.removals.length })}`}
          </p>
          <p className={styles.stageSoft}>
            {cut.measuredMs !== null && t('edit.measured')}
            {cut.removesOnlySilence === true && ` ${t('edit.onlySilence')}`}
          </p>
          {cut.state === 'failed' && cut.stopped === null && (
            <Notice tone="red" title={t('cut.failed')} nothingLost>
              {t('cut.failedText')}
            </Notice>
          )}
          <div className={styles.buttons}>
            <Button className={styles.onStage} icon="edit" onClick={onEdit}>
              {t('edit.again')}
            </Button>
            <StopOrMake cut={cut} statementId={detail.statement.id} onMade={onMade} />
          </div>
        </div>
      </div>
    </>
  );
}
