import type { ReactNode } from 'react';
import { Notice } from '../../kit/notice.tsx';
import type { FrameRate } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { Floor } from './floor.tsx';
import type { Mark } from './marks.tsx';
import { Here } from './points.tsx';
import type { Position } from './position.ts';
import styles from './stage.module.css';
import { StageButton } from './stage-button.tsx';
import { StopOrMake } from './stop-or-make.tsx';
import type { Beside } from './track.tsx';
import type { Cut, Detail } from './types.ts';
import { ZoomTrack } from './zoom-track.tsx';

interface CutViewProps {
  readonly detail: Detail;
  readonly cut: Cut;
  readonly position: Position;
  readonly rate: FrameRate;
  readonly beside: Beside;
  readonly marks: readonly Mark[];
  /** What is done to the picture itself. */
  readonly tools: ReactNode;
  readonly onSeek: (ms: number) => void;
  readonly onEdit: () => void;
  /** Back to the whole original, to be cut anew; undefined while its length is not known. */
  readonly onRestore: (() => void) | undefined;
  readonly onMade: (cutId: string) => void;
}

/** A cut as it will be shown: its measured length decides. */
export function CutView(props: CutViewProps) {
  const { detail, cut, position, rate, beside, marks, tools, onSeek, onEdit, onRestore, onMade } = props;
  useKeys({ r: () => onRestore?.() });
  const { t } = useWords();
  return (
    <>
      {cut.measuredMs !== null && (
        <ZoomTrack
          key={cut.id}
          lengthMs={cut.measuredMs}
          position={position}
          rate={rate}
          beside={beside}
          marks={marks}
          onSeek={onSeek}
          foot={
            <dl className={styles.points}>
              <div>
                <dt>{t('edit.position')}</dt>
                <dd className={styles.here}>
                  <Here position={position} rate={rate} />
                </dd>
              </div>
            </dl>
          }
        />
      )}
      <div className={styles.below}>
        <Floor detail={detail} usedMs={cut.measuredMs ?? cut.lengthMs} measured={cut.measuredMs !== null} />
        <div className={styles.work}>
          <p className={styles.stageTitle}>
            {t('versions.cut', { n: cut.revision })} · {t(`madeBy.${cut.madeBy}`)}
          </p>
          <p className={styles.stageSoft}>
            <Timecode ms={cut.edit.inMs} /> – <Timecode ms={cut.edit.outMs} />
            {cut.edit.removals.length > 0 && ` · ${t('edit.removals', { n: cut.edit.removals.length })}`}
          </p>
          {cut.removesOnlySilence === true && <p className={styles.stageSoft}>{t('edit.onlySilence')}</p>}
          {cut.state === 'failed' && cut.stopped === null && (
            <Notice tone="red" title={t('cut.failed')} nothingLost>
              {t('cut.failedText')}
            </Notice>
          )}
          <div className={styles.buttons}>
            <StageButton icon="edit" shortcut="T" onClick={onEdit}>
              {t('edit.again')}
            </StageButton>
            {onRestore && (
              <StageButton icon="replay" shortcut="R" onClick={onRestore}>
                {t('edit.whole')}
              </StageButton>
            )}
            <StopOrMake cut={cut} statementId={detail.statement.id} onMade={onMade} />
          </div>
          {tools}
        </div>
      </div>
    </>
  );
}
