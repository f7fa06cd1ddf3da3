import { countWords, FOLLOWED_WPM, fitText, languageName, wordsOfLanguage } from '@rostrum/domain';
import { type ChangeEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Select, TextArea, TextField } from '../../kit/field.tsx';
import { isLanguageTag, languageOptions } from '../../kit/languages.ts';
import { Notice } from '../../kit/notice.tsx';
import { State } from '../../kit/state.tsx';
import { formatTime } from '../../kit/time.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Detail } from '../studio/types.ts';
import { TheirsNotice } from '../theirs-notice.tsx';
import { useWords } from '../words/use-words.ts';
import type { Correction, useWritten, WrittenState } from './use-written.ts';
import styles from './written.module.css';

const UN_LANGUAGES = ['en', 'fr', 'es', 'ar', 'ru', 'zh'];
const OTHER = 'other';
const ACCEPTED = '.docx,.odt,.pdf,.txt,.text,.md,text/plain,application/pdf';

interface CorrectTextProps {
  readonly detail: Detail;
  readonly state: WrittenState;
  readonly correction: Correction;
  readonly resource: Pick<ReturnType<typeof useWritten>, 'save' | 'readFile'>;
  readonly onWrite: (correction: Correction) => void;
  /** @param language of what was saved; undefined where it was given up */
  readonly onDone: (language?: string) => void;
}

export function CorrectText({ detail, state, correction, resource, onWrite, onDone }: CorrectTextProps) {
  const { t, language: reader } = useWords();
  const { save, readFile } = resource;
  const [tag, setTag] = useState<string>();
  const [missing, setMissing] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { language, text } = correction;
  const newest = state.texts.find((one) => one.language === language);
  const isNew = correction.baseId === null;
  const overtaken = language !== '' && correction.baseId !== (newest?.id ?? null);
  const later = useDeferredValue(text);
  const words = useMemo(
    () => countWords(later, wordsOfLanguage(language === '' ? undefined : language)),
    [later, language],
  );
  const fit = fitText(words, FOLLOWED_WPM, detail.floor.maximumMs);
  const options = useMemo(
    () => [
      ...(language === '' ? [{ value: '', label: t('written.chooseLanguage') }] : []),
      ...languageOptions(reader, [...new Set([...(language === '' ? [] : [language]), ...UN_LANGUAGES])]),
      { value: OTHER, label: t('captions.otherLanguage') },
    ],
    [language, reader, t],
  );
  const named = () => {
    setMissing(language === '');
    return language !== '';
  };
  const send = () => {
    if (named()) save.mutate(correction, { onSuccess: () => onDone(language) });
  };
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    // The same file may be chosen again.
    event.target.value = '';
    const large = file !== undefined && file.size > state.limits.fileBytes;
    setTooLarge(large);
    if (file === undefined || large) return;
    const onSuccess = (read: { text: string; kind: Correction['source'] }) =>
      onWrite({ ...correction, text: read.text, source: read.kind });
    readFile.mutate({ language, file }, { onSuccess });
  };
  const chooseTag = () => {
    const [canonical] = isLanguageTag(tag?.trim() ?? '') ? Intl.getCanonicalLocales(tag?.trim()) : [];
    setMissing(canonical === undefined);
    if (canonical === undefined) return;
    setTag(undefined);
    onWrite({ ...correction, language: canonical });
  };
  return (
    <>
      {isNew && (
        <Select
          label={t('written.language')}
          {...(missing && tag === undefined ? { error: t('written.languageMissing') } : {})}
          value={tag === undefined ? language : OTHER}
          options={options}
          onChange={({ target }) => {
            setMissing(false);
            setTag(target.value === OTHER ? '' : undefined);
            if (target.value !== OTHER) onWrite({ ...correction, language: target.value });
          }}
        />
      )}
      {isNew && tag !== undefined && (
        <TextField
          label={t('captions.tag')}
          hint={t('captions.tagHint')}
          {...(missing ? { error: t('captions.tagWrong') } : {})}
          value={tag}
          dir="ltr"
          autoCapitalize="none"
          spellCheck={false}
          onChange={({ target }) => setTag(target.value)}
          onBlur={chooseTag}
        />
      )}
      <div className={styles.write}>
        <TextArea
          label={
            isNew ? t('written.text') : t('written.textIn', { language: languageName(language, reader) })
          }
          rows={16}
          dir="auto"
          {...(language === '' ? {} : { lang: language })}
          value={text}
          onChange={({ target }) => onWrite({ ...correction, text: target.value })}
        />
      </div>
      {words > 0 && (
        <State tone={fit.tooManyWords > 0 ? 'amber' : 'neutral'}>
          {t('written.length', {
            n: words,
            length: formatTime(fit.lengthMs, 'up'),
            limit: formatTime(detail.floor.maximumMs),
          })}
        </State>
      )}
      {overtaken && (
        <TheirsNotice
          onKeepMine={() => onWrite({ ...correction, baseId: newest?.id ?? null })}
          onTakeTheirs={() => onDone(language)}
        />
      )}
      {readFile.isSuccess && <Notice tone="neutral" title={t('written.readOver')} />}
      {(readFile.error || tooLarge) && (
        <ProblemNotice
          error={readFile.error}
          {...(tooLarge ? { text: t('problem.document_too_large') } : {})}
        />
      )}
      {save.error && !overtaken && <ProblemNotice error={save.error} />}
      <div className={styles.buttons}>
        <Button
          kind="primary"
          disabled={text.trim() === '' || overtaken}
          busy={save.isPending && t('review.saving')}
          onClick={send}
        >
          {t('written.save')}
        </Button>
        <Button
          icon="file"
          busy={readFile.isPending && t('written.reading')}
          onClick={() => {
            if (named()) input.current?.click();
          }}
        >
          {t('written.file')}
        </Button>
        <Button kind="plain" onClick={() => onDone()}>
          {t('review.cancel')}
        </Button>
      </div>
      <input
        ref={input}
        type="file"
        accept={ACCEPTED}
        hidden
        aria-label={t('written.file')}
        onChange={take}
      />
    </>
  );
}
