import { type ChangeEvent, useRef } from 'react';
import { Button } from '../../kit/button.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import styles from './portrait.module.css';
import { usePortraitWords } from './portrait-words.ts';
import { usePortrait } from './use-portrait.ts';

export interface PortraitProps {
  readonly named: Statement['consent']['appearance']['named'];
}

/** For a statement that is sound alone: a picture of whoever speaks, beside their name on the card. */
export function Portrait({ named }: PortraitProps) {
  const { t } = usePortraitWords();
  const { state, src, problem, send, remove } = usePortrait();
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = '';
    if (file) void send(file);
  };
  return (
    <Stack gap="close">
      <h3>{t('portrait.title')}</h3>
      <p>{t('portrait.text')}</p>
      {named !== 'name' && <Notice tone="neutral" title={t('portrait.notNamed')} />}
      {src !== null && (
        <img className={styles.portrait} src={src} alt={t('portrait.alt')} width={160} height={160} />
      )}
      <div aria-live="polite">
        {state === 'making' && <p>{t('portrait.making')}</p>}
        {state === 'there' && <p>{t('portrait.there')}</p>}
        {state === 'gone' && <p>{t('portrait.gone')}</p>}
        {state === 'late' && (
          <Notice tone="neutral" title={t('portrait.late')}>
            {t('portrait.late.do')}
          </Notice>
        )}
      </div>
      {problem && <ProblemNotice problem={problem} title={t('portrait.failed')} />}
      <div className={styles.actions}>
        <input
          ref={input}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          hidden
          aria-label={t('portrait.choose')}
          onChange={take}
        />
        <Button
          icon="file"
          busy={(state === 'sending' || state === 'making') && t('portrait.sending')}
          onClick={() => input.current?.click()}
        >
          {t(src === null ? 'portrait.choose' : 'portrait.change')}
        </Button>
        {src !== null && (
          <Button
            kind="plain"
            busy={state === 'removing' && t('portrait.removing')}
            onClick={() => void remove()}
          >
            {t('portrait.remove')}
          </Button>
        )}
      </div>
    </Stack>
  );
}
