import { countWords, FOLLOWED_WPM, fitText, languageName } from '@rostrum/domain';
import { useMemo } from 'react';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/choice.tsx';
import { TextArea } from '../../kit/field.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Actions, Stack } from '../../kit/surface.tsx';
import { formatTime } from '../../kit/time.ts';
import { FASTEST_WPM, SLOWEST_WPM, WPM_STEP } from './prompter/pace.ts';
import { Range } from './range.tsx';
import styles from './record.module.css';
import { useRecordWords } from './record-words.ts';
import type { PrompterText } from './use-prompter.ts';
import { isSameText, type WrittenText } from './use-written-text.ts';

const ltr = (text: string) => `\u2066${text}\u2069`;

export interface TextToReadProps {
  readonly prompter: PrompterText;
  readonly limitMs: number;
  /** Handed in in writing before. */
  readonly written: readonly WrittenText[];
}

/** What the speaker reads from: pasted, measured against the floor time, kept here alone. */
export function TextToRead({ prompter, limitMs, written }: TextToReadProps) {
  const { t, language } = useRecordWords();
  const { text, wpm, steps } = prompter.value;
  const words = useMemo(() => countWords(text), [text]);
  const others = useMemo(() => written.filter((one) => !isSameText(one.text, text)), [written, text]);
  const { lengthMs, tooManyWords } = fitText(words, wpm, limitMs);
  const figures = { length: ltr(formatTime(lengthMs, 'up')), limit: ltr(formatTime(limitMs)) };
  const use = others.map((one) => (
    <Button key={one.id} icon="file" onClick={() => prompter.change({ text: one.text })}>
      {written.length === 1
        ? t('record.text.use')
        : t('record.text.useIn', { language: languageName(one.language, language) })}
    </Button>
  ));
  return (
    <Stack>
      {text === '' && use.length > 0 && (
        <Stack gap="close">
          <Actions>{use}</Actions>
          <p className={styles.soft}>{t('record.text.use.hint')}</p>
        </Stack>
      )}
      <TextArea
        label={t('record.text.label')}
        hint={t('record.text.hint')}
        optional
        rows={6}
        dir="auto"
        value={text}
        onChange={({ target }) => prompter.change({ text: target.value })}
      />
      <Range
        label={t('record.text.speed')}
        text={t('record.text.wpm', { n: wpm })}
        value={wpm}
        min={SLOWEST_WPM}
        max={FASTEST_WPM}
        step={WPM_STEP}
        onChange={(value) => prompter.change({ wpm: value })}
      />
      <div aria-live="polite">
        <Stack gap="close">
          {wpm > FOLLOWED_WPM && (
            <Notice tone="amber" title={t('record.text.fast')}>
              {t('record.text.fast.do', { n: FOLLOWED_WPM })}
            </Notice>
          )}
          {words > 0 && tooManyWords > 0 && (
            <Notice tone="amber" title={t('record.text.tooLong', figures)}>
              {t('record.text.tooLong.do', { n: tooManyWords })}
            </Notice>
          )}
          {words > 0 && tooManyWords === 0 && (
            <p>
              {t('record.text.words', { n: words })}. {t('record.text.length', figures)}
            </p>
          )}
        </Stack>
      </div>
      <Checkbox
        label={t('record.text.steps')}
        hint={t('record.text.steps.hint')}
        checked={steps}
        onChange={(checked) => prompter.change({ steps: checked })}
      />
      {text !== '' && (
        <Actions>
          {use}
          <Button icon="trash" onClick={prompter.erase}>
            {t('record.text.erase')}
          </Button>
        </Actions>
      )}
    </Stack>
  );
}
