import { languageName } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import type { Detail } from '../studio/types.ts';
import { useWords } from '../words/use-words.ts';
import { CorrectText } from './correct-text.tsx';
import { ReadText } from './read-text.tsx';
import { type Correction, useKeptCorrection, useWritten } from './use-written.ts';
import styles from './written.module.css';

/** What the speaker handed in in writing: to be read beside the video, and corrected where it must be. */
export function Written({ detail }: { readonly detail: Detail }) {
  const { t, language: reader } = useWords();
  const statementId = detail.statement.id;
  const resource = useWritten(statementId);
  const { written, erase } = resource;
  const [kept, keep] = useKeptCorrection(statementId);
  const [correction, setCorrection] = useState<Correction | undefined>(kept);
  const [chosen, setChosen] = useState<string>();
  const [erasing, setErasing] = useState(false);
  const write = (next: Correction | undefined) => {
    keep(next);
    setCorrection(next);
  };
  const texts = written.data?.texts ?? [];
  const text = texts.find(({ language }) => language === chosen) ?? texts[0];
  return (
    <section className={styles.written} aria-labelledby="written">
      <div className={styles.head}>
        <h2 id="written">{t('written.title')}</h2>
        {correction === undefined && texts.length > 1 && text && (
          <Select
            label={<span className={styles.unseen}>{t('written.language')}</span>}
            value={text.language}
            options={texts.map(({ language }) => ({
              value: language,
              label: languageName(language, reader),
            }))}
            onChange={({ target }) => setChosen(target.value)}
          />
        )}
      </div>
      {written.isPending && <Skeleton shape="text" count={3} />}
      {written.isError && <ProblemNotice error={written.error} onRetry={() => void written.refetch()} />}
      {written.data && correction !== undefined && (
        <CorrectText
          detail={detail}
          state={written.data}
          correction={correction}
          resource={resource}
          onWrite={write}
          onDone={(language) => {
            if (language !== undefined) setChosen(language);
            write(undefined);
            resource.save.reset();
          }}
        />
      )}
      {written.data && correction === undefined && text === undefined && (
        <>
          <p className={styles.soft}>{t('written.none')}</p>
          <div>
            <Button
              icon="edit"
              onClick={() => write({ language: '', text: '', source: 'typed', baseId: null })}
            >
              {t('written.add')}
            </Button>
          </div>
        </>
      )}
      {written.data && correction === undefined && text !== undefined && (
        <ReadText
          key={text.id}
          detail={detail}
          text={text}
          versions={written.data.versions.filter(({ language }) => language === text.language)}
          onCorrect={(from) =>
            write({ language: text.language, text: from.text, source: from.source, baseId: text.id })
          }
          {...(texts.length < written.data.limits.languages
            ? { onAdd: () => write({ language: '', text: '', source: 'typed', baseId: null }) }
            : {})}
          onErase={() => setErasing(true)}
        />
      )}
      <Dialog
        title={t('written.eraseTitle', { language: text ? languageName(text.language, reader) : '' })}
        open={erasing && text !== undefined}
        onClose={() => setErasing(false)}
        alert
        actions={
          <>
            <Button
              kind="danger"
              busy={erase.isPending && t('review.saving')}
              onClick={() =>
                text &&
                erase.mutate(text.language, {
                  onSuccess: () => {
                    setErasing(false);
                    showToast({ tone: 'neutral', text: t('written.erased') });
                  },
                })
              }
            >
              {t('written.eraseNow')}
            </Button>
            <Button onClick={() => setErasing(false)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('written.eraseText')}</p>
        {erase.error && <ProblemNotice error={erase.error} />}
      </Dialog>
    </section>
  );
}
