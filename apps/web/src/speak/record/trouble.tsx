import { useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { PickFile } from '../send/pick-file.tsx';
import type { Mode } from './choose-format.ts';
import { familyOf, type Trouble } from './devices/device-trouble.ts';
import { useRecordWords } from './record-words.ts';

export interface TroubleViewProps {
  readonly trouble: Trouble;
  readonly mode: Mode;
  readonly onAgain: () => void;
  readonly onSound: () => void;
  readonly onPick: (file: File) => void;
}

/** There is no camera or no microphone: why, what to do, and every other way there is. */
export function TroubleView({ trouble, mode, onAgain, onSound, onPick }: TroubleViewProps) {
  const { t } = useRecordWords();
  const title =
    trouble === 'refused' && mode === 'sound'
      ? t('record.trouble.refused.sound')
      : t(`record.trouble.${trouble}`);
  const text =
    trouble === 'refused'
      ? t(`record.trouble.refused.${familyOf(navigator.userAgent, navigator.maxTouchPoints)}`)
      : t(`record.trouble.${trouble}.do`);
  const withSound = mode === 'video' && trouble !== 'unsupported' && trouble !== 'no_microphone';
  return (
    <Stack>
      <Notice tone={trouble === 'unsupported' ? 'amber' : 'red'} live title={title}>
        {text}
      </Notice>
      <Actions>
        {trouble === 'unsupported' ? (
          <Capture label={t('record.trouble.capture')} onPick={onPick} />
        ) : (
          <Button kind="primary" icon="replay" onClick={onAgain}>
            {t('kit.retry')}
          </Button>
        )}
        {withSound && (
          <Button icon="sound" onClick={onSound}>
            {t('record.start.sound')}
          </Button>
        )}
        <PickFile kind="quiet" label={t('speak.empty.pick')} onFile={onPick} />
      </Actions>
    </Stack>
  );
}

/** The phone's own camera, which gives a file (HTML Media Capture). */
function Capture({ label, onPick }: { readonly label: string; readonly onPick: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="video/*"
        capture="user"
        hidden
        aria-label={label}
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = '';
          if (file) onPick(file);
        }}
      />
      <Button kind="primary" icon="record" onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
