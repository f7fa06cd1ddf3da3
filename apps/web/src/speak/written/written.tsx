import { languageName } from '@rostrum/domain';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import type { Statement } from '../api.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import styles from '../statement/page.module.css';
import type { Written as WrittenTexts } from './unsaved-text.ts';
import { useWritten } from './use-written.ts';
import { WriteText } from './write-text.tsx';
import { useWrittenWords } from './written-words.ts';

interface WrittenProps {
  readonly view: Statement;
  readonly first: WrittenTexts | null;
}

/** The own statement in writing: what delegates read beside the video, and the prompter shows. */
export function Written({ view, first }: WrittenProps) {
  const { t, language } = useWrittenWords();
  const [open, setOpen] = useState(false);
  const resource = useWritten(first);
  const { written, problem, refetch } = resource;
  const summary = written?.texts
    .map((text) => t('written.summary', { language: languageName(text.language, language), n: text.words }))
    .join(' · ');
  return (
    <details className={styles.part} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{t('written.title')}</h2>
        <span className={styles.soft}>{summary === '' ? t('written.none') : summary}</span>
      </summary>
      {open && (
        <Stack>
          <p>{t('written.text')}</p>
          {problem && written === null && (
            <ProblemNotice
              problem={problem}
              title={t('written.load.failed')}
              action={
                <Button icon="replay" onClick={() => void refetch()}>
                  {t('kit.retry')}
                </Button>
              }
            />
          )}
          {written === null && problem === null && <Skeleton shape="text" count={3} />}
          {written !== null && <WriteText view={view} written={written} resource={resource} />}
        </Stack>
      )}
    </details>
  );
}
