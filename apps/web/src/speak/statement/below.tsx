import { Suspense, useEffect } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import type { Statement } from '../api.ts';
import { askedWords } from '../asked/asked-words.ts';
import { captionsWords } from '../captions/captions-words.ts';
import { guideWords } from '../guide/guide-words.ts';
import { lazily } from '../later/lazily.tsx';
import { useAllWords } from '../later/use-all-words.ts';
import { issuesWords } from '../recommendations/issue-words.ts';
import { Devices } from '../rights/devices.tsx';
import { rightsWords } from '../rights/rights-words.ts';
import { Withdraw } from '../rights/withdraw.tsx';
import { EarlierTakes } from '../take/earlier-takes.tsx';
import { writtenWords } from '../written/written-words.ts';
import styles from './page.module.css';
import { stageOf } from './stage.ts';

const Consent = lazily(async () => (await import('../rights/consent.tsx')).Consent, rightsWords);
const Leaving = lazily(async () => (await import('../rights/leaving.tsx')).Leaving, rightsWords);

const Asked = lazily(async () => (await import('../asked/asked.tsx')).Asked, askedWords);
const Watchable = lazily(async () => (await import('../asked/watchable.tsx')).Watchable, askedWords);
const Written = lazily(async () => (await import('../written/written.tsx')).Written, writtenWords);
const Issues = lazily(async () => (await import('../recommendations/issues.tsx')).Issues, issuesWords);
const Captions = lazily(async () => (await import('../captions/captions.tsx')).Captions, captionsWords);
const Guide = lazily(async () => (await import('../guide/guide.tsx')).Guide, guideWords);

export interface BelowProps {
  readonly view: Statement;
  readonly refetch: () => Promise<void>;
  readonly onLeft: () => void;
}

/** What can wait, and can be found at any time. */
export function Below({ view, refetch, onLeft }: BelowProps) {
  const { t } = useAllWords();
  const stage = stageOf(view);
  const shown = 'take' in stage ? stage.take?.id : undefined;
  const earlier = view.takes.filter(({ id, state }) => id !== shown && state !== 'abandoned');
  const withdrawn = stage.kind === 'withdrawn';
  const captioned = withdrawn ? undefined : view.takes.find(({ state }) => state === 'ready');
  const statementId = view.statement.id;
  // By whomever it was withdrawn, and on whichever device: nothing of it stays on this one.
  useEffect(() => {
    if (!withdrawn) return;
    void import('../send/forget-device.ts').then(
      ({ forgetStatement }) => forgetStatement(statementId),
      () => undefined,
    );
  }, [withdrawn, statementId]);
  return (
    <div className={styles.below}>
      {!withdrawn && view.published && (
        <Suspense fallback={null}>
          <Asked view={view} />
        </Suspense>
      )}
      {!withdrawn && (
        <Suspense fallback={null}>
          <Watchable />
        </Suspense>
      )}
      {!withdrawn && <EarlierTakes takes={earlier} />}
      {!withdrawn && (
        <Suspense fallback={<Skeleton shape="text" />}>
          <Written view={view} />
        </Suspense>
      )}
      {!withdrawn && (
        <Suspense fallback={null}>
          <Issues view={view} />
        </Suspense>
      )}
      {captioned && captioned.measuredMs !== null && (
        <Suspense fallback={null}>
          <Captions key={captioned.id} view={view} take={captioned} lengthMs={captioned.measuredMs} />
        </Suspense>
      )}
      {view.mayBegin && stage.kind !== 'empty' && (
        <Suspense fallback={null}>
          <Guide open={false} />
        </Suspense>
      )}
      {!withdrawn && (
        <Suspense fallback={<Skeleton shape="text" />}>
          <Consent view={view} onSaved={() => void refetch()} />
        </Suspense>
      )}
      {!withdrawn && (
        <details className={styles.part}>
          <summary>
            <h2>{t('speak.withdraw.title')}</h2>
          </summary>
          <Withdraw published={view.published} onWithdrawn={() => void refetch()} />
        </details>
      )}
      <details className={styles.part}>
        <summary>
          <h2>{t('speak.devices.title')}</h2>
          <span className={styles.soft}>{t('speak.devices.count', { n: view.devices.length })}</span>
        </summary>
        <Devices statementId={statementId} devices={view.devices} onLeft={onLeft} />
        <Suspense fallback={null}>
          <Leaving />
        </Suspense>
      </details>
    </div>
  );
}
