import { use, useEffect, useState } from 'react';
import type { Statement } from '../api.ts';
import { Asked } from '../asked/asked.tsx';
import { askedWords } from '../asked/asked-words.ts';
import { Watchable } from '../asked/watchable.tsx';
import { Captions } from '../captions/captions.tsx';
import { captionsWords } from '../captions/captions-words.ts';
import { Guide } from '../guide/guide.tsx';
import { guideWords } from '../guide/guide-words.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { issuesWords } from '../recommendations/issue-words.ts';
import { Issues } from '../recommendations/issues.tsx';
import { Consent } from '../rights/consent.tsx';
import { Devices } from '../rights/devices.tsx';
import { Leaving } from '../rights/leaving.tsx';
import { rightsWords } from '../rights/rights-words.ts';
import { Withdraw } from '../rights/withdraw.tsx';
import { EarlierTakes } from '../take/earlier-takes.tsx';
import { Written } from '../written/written.tsx';
import { writtenWords } from '../written/written-words.ts';
import { type Ahead, aheadOf, NOTHING_AHEAD } from './ahead.ts';
import styles from './page.module.css';
import { stageOf } from './stage.ts';

export interface BelowProps {
  readonly view: Statement;
  readonly refetch: () => Promise<void>;
  readonly onLeft: () => void;
}

const areas = [askedWords, writtenWords, issuesWords, captionsWords, guideWords, rightsWords];

/**
 * What can wait, and can be found at any time. All of it comes at once, and nothing in it comes later by itself: a row
 * stays where it is while a thumb is on its way to it.
 */
export function Below({ view, refetch, onLeft }: BelowProps) {
  const { t, language } = useAllWords();
  // All together, not one after the other.
  for (const area of areas) void area.load(language);
  const stage = stageOf(view);
  const shown = 'take' in stage ? stage.take?.id : undefined;
  const earlier = view.takes.filter(({ id, state }) => id !== shown && state !== 'abandoned');
  const withdrawn = stage.kind === 'withdrawn';
  const captioned = withdrawn ? undefined : view.takes.find(({ state }) => state === 'ready');
  const statementId = view.statement.id;
  const [kept, keep] = useState<Ahead | null>(null);
  const first = kept ?? (withdrawn ? NOTHING_AHEAD : use(aheadOf(view, captioned?.id)));
  if (kept === null) keep(first);
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
      {!withdrawn && (
        <askedWords.With>
          {view.published && <Asked view={view} first={first.questions} />}
          <Watchable first={first.open} />
        </askedWords.With>
      )}
      {!withdrawn && <EarlierTakes takes={earlier} />}
      {!withdrawn && (
        <writtenWords.With>
          <Written view={view} first={first.written} />
        </writtenWords.With>
      )}
      {!withdrawn && (
        <issuesWords.With>
          <Issues view={view} first={first} />
        </issuesWords.With>
      )}
      {captioned && captioned.measuredMs !== null && (
        <captionsWords.With>
          <Captions
            key={captioned.id}
            view={view}
            take={captioned}
            lengthMs={captioned.measuredMs}
            first={captioned.id === first.captionedId ? first.captions : null}
          />
        </captionsWords.With>
      )}
      {/* Above all this, or in it: its words are waited for either way. */}
      <guideWords.With>{view.mayBegin && stage.kind !== 'empty' && <Guide open={false} />}</guideWords.With>
      <rightsWords.With>
        {!withdrawn && <Consent view={view} onSaved={() => void refetch()} />}
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
          <Leaving />
        </details>
      </rightsWords.With>
    </div>
  );
}
