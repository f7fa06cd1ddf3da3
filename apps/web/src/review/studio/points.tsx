import { type Edit, editLengthMs } from '@rostrum/domain';
import type { FrameRate } from '../../kit/time.ts';
import { Timecode } from '../../kit/timecode.tsx';
import { useWords } from '../words/use-words.ts';
import { playedMs } from './audition-model.ts';
import { type Position, usePositionMs } from './position.ts';
import styles from './stage.module.css';

interface PointsProps {
  readonly edit: Edit;
  readonly position: Position;
  readonly rate: FrameRate;
  /** The position is told in the edit's own time as well. */
  readonly playsEdit: boolean;
}

export function Points({ edit, position, rate, playsEdit }: PointsProps) {
  const { t } = useWords();
  return (
    <dl className={styles.points}>
      <div>
        <dt>{t('edit.in')}</dt>
        <dd>
          <Timecode ms={edit.inMs} rate={rate} />
        </dd>
      </div>
      <div>
        <dt>{t('edit.position')}</dt>
        <dd className={styles.here}>
          <Here position={position} rate={rate} />
        </dd>
      </div>
      <div>
        <dt>{t('edit.out')}</dt>
        <dd>
          <Timecode ms={edit.outMs} rate={rate} />
        </dd>
      </div>
      {playsEdit && (
        <div className={styles.played}>
          <dt>{t('mode.audition')}</dt>
          <dd>
            <Played edit={edit} position={position} /> / <Timecode ms={editLengthMs(edit)} />
          </dd>
        </div>
      )}
    </dl>
  );
}

export function Here({ position, rate }: Pick<PointsProps, 'position' | 'rate'>) {
  return <Timecode ms={usePositionMs(position)} rate={rate} />;
}

function Played({ edit, position }: Pick<PointsProps, 'edit' | 'position'>) {
  return <Timecode ms={playedMs(edit, usePositionMs(position))} />;
}
