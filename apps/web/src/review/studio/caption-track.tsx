import type { Output } from '@rostrum/client';
import { Button, Link } from '../../kit/button.tsx';
import { State, type Tone } from '../../kit/state.tsx';
import { CheckedMark } from '../captions/checked-mark.tsx';
import { follow, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './studio.module.css';

export type CaptionTrack = Output<'GET /api/v1/takes/{id}/captions'>['captions'][number];
type Finding = CaptionTrack['findings'][number]['code'];

/** Amber is lost or hard to read; the rest was put right. */
const worthALook: ReadonlySet<Finding> = new Set([
  'times_impossible',
  'cues_too_long',
  'beyond_the_end',
  'reading_too_fast',
  'not_heard',
]);
/** What a machine wrote waits for somebody to read it. */
const tones: Readonly<Record<CaptionTrack['origin'], Tone>> = {
  spread: 'amber',
  transcribed: 'amber',
  uploaded: 'neutral',
  corrected: 'neutral',
};

interface CaptionTrackItemProps {
  readonly track: CaptionTrack;
  readonly statementId: string;
  readonly onRemove: () => void;
}

/** One language: where its captions come from, what was noticed, and what can be done. */
export function CaptionTrackItem({ track, statementId, onRemove }: CaptionTrackItemProps) {
  const { t, date } = useWords();
  const { id, takeId, language, label, origin, checkedAt } = track;
  const address = `${to.captions(statementId)}?${new URLSearchParams({ take: takeId, language })}`;
  return (
    <li>
      <span className={styles.captionHead}>
        <bdi lang={language} dir={track.direction} className={styles.strong}>
          {label}
        </bdi>
        <Button kind="plain" icon="trash" iconOnly onClick={onRemove}>
          {t('captions.remove', { language: label })}
        </Button>
      </span>
      <span className={styles.soft}>
        {t('captions.from', {
          n: track.cues,
          who: t(`captions.by.${track.madeBy}`),
          when: date(track.createdAt, { dateStyle: 'medium' }),
        })}
      </span>
      {checkedAt === null && <State tone={tones[origin]}>{t(`captions.origin.${origin}`)}</State>}
      {track.findings.length > 0 && (
        <ul className={styles.findings}>
          {track.findings.map(({ code, figures }) => (
            <li key={code}>
              <State tone={worthALook.has(code) ? 'amber' : 'neutral'}>
                {t(`captions.finding.${code}`, { n: figures.count })}
              </State>
            </li>
          ))}
        </ul>
      )}
      <span className={styles.buttons}>
        <Link look="button" icon="edit" href={address} onClick={(event) => follow(event, address)}>
          {t('captions.correct')}
        </Link>
        <CheckedMark takeId={takeId} statementId={statementId} captionsId={id} />
      </span>
    </li>
  );
}
