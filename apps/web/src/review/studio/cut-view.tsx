import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Progress } from '../../kit/progress.tsx';
import { FloorTime, Timecode } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';
import type { Cut, Detail } from './types.ts';

interface CutViewProps {
  readonly detail: Detail;
  readonly cut: Cut;
  readonly onEdit: () => void;
}

/** A cut as it will be shown: its measured length decides. */
export function CutView({ detail, cut, onEdit }: CutViewProps) {
  const { t } = useWords();
  return (
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
        {cut.state === 'making' && <Progress label={t('cut.making')} value={cut.progress} />}
        {cut.state === 'failed' && (
          <Notice tone="red" title={t('cut.failed')} nothingLost>
            {t('cut.failedText')}
          </Notice>
        )}
        <div>
          <Button className={styles.onStage} icon="edit" onClick={onEdit}>
            {t('edit.again')}
          </Button>
        </div>
      </div>
    </div>
  );
}
