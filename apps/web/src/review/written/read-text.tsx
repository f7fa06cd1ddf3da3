import { FOLLOWED_WPM, fitText, languageName } from '@rostrum/domain';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { State } from '../../kit/state.tsx';
import { formatTime } from '../../kit/time.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Detail } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import { versionWithText, type WrittenText, type WrittenVersion } from './use-written.ts';
import styles from './written.module.css';

interface ReadTextProps {
  readonly detail: Detail;
  /** The newest of its language. */
  readonly text: WrittenText;
  /** Of its language, newest first. */
  readonly versions: readonly WrittenVersion[];
  readonly onCorrect: (from: WrittenText) => void;
  /** Absent where there are as many languages as can be. */
  readonly onAdd?: () => void;
  readonly onErase: () => void;
}

export function ReadText({ detail, text, versions, onCorrect, onAdd, onErase }: ReadTextProps) {
  const { t, date, language } = useWords();
  const [earlier, setEarlier] = useState<WrittenText>();
  const fetching = useMutation({
    mutationFn: (id: string) => versionWithText(detail.statement.id, id),
    onSuccess: setEarlier,
  });
  const shown = earlier ?? text;
  const fit = fitText(shown.words, FOLLOWED_WPM, detail.floor.maximumMs);
  const from = (version: WrittenVersion) =>
    t('written.from', {
      n: version.number,
      who: t(`written.by.${version.madeBy}`),
      when: date(version.createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
    });
  return (
    <>
      <p className={styles.soft}>
        {from(shown)}
        {shown.source !== 'typed' && ` · ${t(`written.source.${shown.source}`)}`}
      </p>
      <State tone={fit.tooManyWords > 0 ? 'amber' : 'neutral'}>
        {t('written.length', {
          n: shown.words,
          length: formatTime(fit.lengthMs, 'up'),
          limit: formatTime(detail.floor.maximumMs),
        })}
      </State>
      {earlier && <State tone="amber">{t('written.isEarlier')}</State>}
      <section
        className={styles.text}
        lang={shown.language}
        dir={shown.direction}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and must be reached to be scrolled by keys
        tabIndex={0}
        aria-label={t('written.textIn', { language: languageName(shown.language, language) })}
      >
        {shown.text}
      </section>
      <div className={styles.buttons}>
        <Button icon={earlier ? 'undo' : 'edit'} onClick={() => onCorrect(shown)}>
          {t(earlier ? 'written.restore' : 'written.correct')}
        </Button>
        {earlier && (
          <Button kind="plain" onClick={() => setEarlier(undefined)}>
            {t('written.newest')}
          </Button>
        )}
        {!earlier && onAdd && (
          <Button kind="plain" icon="plus" onClick={onAdd}>
            {t('written.addLanguage')}
          </Button>
        )}
        {!earlier && (
          <Button kind="plain" icon="trash" onClick={onErase}>
            {t('written.erase')}
          </Button>
        )}
      </div>
      {versions.length > 1 && (
        <details className={styles.versions}>
          <summary>{t('written.versions', { n: versions.length })}</summary>
          <ul>
            {versions.map((version) => (
              <li key={version.id}>
                <span className={styles.soft}>
                  {from(version)} · {t('written.words', { n: version.words })}
                </span>
                <Button
                  kind="plain"
                  aria-pressed={version.id === shown.id}
                  busy={fetching.isPending && fetching.variables === version.id && t('written.fetching')}
                  onClick={() =>
                    version.id === text.id ? setEarlier(undefined) : fetching.mutate(version.id)
                  }
                >
                  {t('written.show', { n: version.number })}
                </Button>
              </li>
            ))}
          </ul>
          {fetching.error && <ProblemNotice error={fetching.error} />}
        </details>
      )}
    </>
  );
}
