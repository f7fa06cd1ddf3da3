import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { Thumb } from '../statement/thumb.tsx';
import { useTitleFocus } from '../use-title-focus.ts';
import type { Mode } from './choose-format.ts';
import { useRecordWords } from './record-words.ts';

export interface StartProps {
  readonly lasting: boolean;
  readonly onOpen: (mode: Mode) => void;
}

/** What happens next, before the browser asks its own question. */
export function Start({ lasting, onOpen }: StartProps) {
  const { t } = useRecordWords();
  const titleRef = useTitleFocus();
  return (
    <Stack>
      <h2 ref={titleRef} tabIndex={-1}>
        {t('record.start.title')}
      </h2>
      <p>{t('record.start.text')}</p>
      <Notice tone="neutral" title={t('record.start.private')}>
        {t('record.start.ask')}
      </Notice>
      {!lasting && (
        <Notice tone="amber" title={t('record.start.notLasting')}>
          {t('record.start.notLasting.do')}
        </Notice>
      )}
      <Thumb>
        <Button kind="primary" icon="record" onClick={() => onOpen('video')}>
          {t('record.start.video')}
        </Button>
        <Button icon="sound" onClick={() => onOpen('sound')}>
          {t('record.start.sound')}
        </Button>
      </Thumb>
    </Stack>
  );
}
