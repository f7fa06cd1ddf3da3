import type { IssueCard } from '../../issues/issue-draft.ts';
import { Button } from '../../kit/button.tsx';
import { formatTime } from '../../kit/time.ts';
import { showToast } from '../../kit/toast.tsx';
import { goTo, placeNow } from '../studio/player-time.ts';
import type { Take } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import styles from './issues.module.css';

interface IssueMomentProps {
  readonly moment: IssueCard['moment'];
  /** On the stage. */
  readonly take: Take | undefined;
  readonly onPlace: (moment: IssueCard['moment']) => void;
}

/** Where in the video it is said: gone to, set to where the stage stands, taken away. In the take's time, as its speaker sets it. */
export function IssueMoment({ moment, take, onPlace }: IssueMomentProps) {
  const { t } = useWords();
  const measuredMs = take?.measuredMs ?? null;
  if (moment === null && measuredMs === null) return null;
  const here = () => {
    const ms = take === undefined ? null : placeNow(take.id);
    if (take === undefined || ms === null)
      return showToast({ tone: 'neutral', text: t('issues.moment.nothing') });
    onPlace({ takeId: take.id, ms: Math.min(ms, measuredMs ?? 0) });
  };
  return (
    <span className={styles.moment}>
      {moment !== null && moment.takeId !== take?.id && (
        <span className={styles.soft}>{t('issues.moment.older')}</span>
      )}
      {moment !== null && moment.takeId === take?.id && (
        <Button
          kind="plain"
          icon="play"
          onClick={() => {
            if (!goTo(moment.takeId, moment.ms)) showToast({ tone: 'neutral', text: t('remarks.leftOut') });
          }}
        >
          {t('issues.moment.at', { time: formatTime(moment.ms) })}
        </Button>
      )}
      {measuredMs !== null && (
        <Button kind="plain" data-part="place" onClick={here}>
          {t('issues.moment.here')}
        </Button>
      )}
      {moment !== null && (
        <Button kind="plain" data-part="unplace" onClick={() => onPlace(null)}>
          {t('issues.moment.none')}
        </Button>
      )}
    </span>
  );
}
