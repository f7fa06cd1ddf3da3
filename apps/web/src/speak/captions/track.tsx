import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { State } from '../../kit/state.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import styles from '../statement/page.module.css';
import { useCaptionsWords } from './captions-words.ts';
import type { OwnTrack } from './use-captions.ts';

interface TrackProps {
  readonly track: OwnTrack;
  /** There is a written text of its language. */
  readonly hasText: boolean;
  readonly correcting: boolean;
  readonly busy: 'make' | 'remove' | undefined;
  readonly onCorrect: () => void;
  readonly onMake: () => void;
  readonly onRemove: () => void;
}

/** The captions of one language, and where they come from. */
export function Track({ track, hasText, correcting, busy, onCorrect, onMake, onRemove }: TrackProps) {
  const { t } = useCaptionsWords();
  const [asking, setAsking] = useState<'make' | 'remove'>();
  const checked = track.checkedAt !== null;
  const byMachine = track.origin === 'spread' || track.origin === 'transcribed';
  const sure = () => {
    if (asking === 'make') onMake();
    else onRemove();
    setAsking(undefined);
  };
  return (
    <Stack gap="close">
      <h3>
        <bdi lang={track.language} dir={track.direction}>
          {track.label}
        </bdi>
      </h3>
      <p className={styles.soft}>{t('captions.count', { n: track.cues })}</p>
      <div>
        <State tone={checked ? 'green' : byMachine ? 'amber' : 'neutral'}>
          {t(checked ? 'captions.checked' : `captions.origin.${track.origin}`)}
        </State>
      </div>
      {asking === undefined ? (
        <Actions>
          <Button
            kind={correcting ? 'plain' : 'quiet'}
            icon={correcting ? 'close' : 'edit'}
            onClick={onCorrect}
          >
            {t(correcting ? 'captions.close' : 'captions.correct')}
          </Button>
          {!correcting && hasText && (
            <Button
              kind="plain"
              busy={busy === 'make' && t('captions.making')}
              onClick={() => setAsking('make')}
            >
              {t('captions.again')}
            </Button>
          )}
          {!correcting && (
            <Button
              kind="plain"
              icon="trash"
              busy={busy === 'remove' && t('captions.removing')}
              onClick={() => setAsking('remove')}
            >
              {t('captions.remove')}
            </Button>
          )}
        </Actions>
      ) : (
        <Stack gap="close">
          <p>{t(`captions.sure.${asking}`)}</p>
          <Actions>
            <Button kind={asking === 'remove' ? 'danger' : 'primary'} onClick={sure}>
              {t(asking === 'remove' ? 'captions.remove' : 'captions.again')}
            </Button>
            <Button onClick={() => setAsking(undefined)}>{t('speak.back')}</Button>
          </Actions>
        </Stack>
      )}
    </Stack>
  );
}
