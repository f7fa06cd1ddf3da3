import type { ApiProblem } from '@rostrum/client';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import unfold from '../../kit/unfold.module.css';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import type { WrittenText, WrittenVersion } from './unsaved-text.ts';
import { oneVersion } from './use-written.ts';
import styles from './written.module.css';
import { useWrittenWords } from './written-words.ts';

export interface EarlierVersionsProps {
  /** Of one language, newest first. */
  readonly versions: readonly WrittenVersion[];
  /** Into the field above, to be saved from there. */
  readonly onTake: (version: WrittenText) => void;
}

export function EarlierVersions({ versions, onTake }: EarlierVersionsProps) {
  const { t, date } = useWrittenWords();
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const earlier = versions.slice(1);
  if (earlier.length === 0) return null;

  async function take(id: string) {
    setBusy(id);
    setProblem(null);
    try {
      onTake(await oneVersion(id));
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(null);
  }
  return (
    <details className={unfold.row}>
      <summary>{t('written.earlier', { n: earlier.length })}</summary>
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
      <ul className={styles.versions}>
        {earlier.map((version) => (
          <li key={version.id}>
            <span>
              <strong>{t('written.version', { n: version.number })}</strong>
              <span className={styles.soft}>
                {t('written.version.from', {
                  when: date(version.createdAt, {
                    dateStyle: 'medium',
                    timeStyle: 'short',
                    hourCycle: 'h23',
                  }),
                  who: t(`written.by.${version.madeBy}`),
                  n: version.words,
                })}
              </span>
            </span>
            <Button
              kind="plain"
              icon="undo"
              busy={busy === version.id && t('written.version.fetching')}
              onClick={() => void take(version.id)}
            >
              {t('written.version.take')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
