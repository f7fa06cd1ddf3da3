import type { Statement } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { Consent } from '../rights/consent.tsx';
import { Devices } from '../rights/devices.tsx';
import { Withdraw } from '../rights/withdraw.tsx';
import { EarlierTakes } from '../take/earlier-takes.tsx';
import styles from './page.module.css';
import { stageOf } from './stage.ts';

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
  const asksConsent =
    view.consent.givenAt === null && view.takes.some(({ receivedAt }) => receivedAt !== null);
  return (
    <div className={styles.below}>
      {!withdrawn && <EarlierTakes takes={earlier} />}
      {!withdrawn && (
        <details className={styles.part} open={asksConsent}>
          <summary>
            <h2>{t('speak.consent.title')}</h2>
            <span className={styles.soft}>{t(`speak.consent.${view.consent.audience}`)}</span>
          </summary>
          <Consent view={view} onSaved={() => void refetch()} />
        </details>
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
        <Devices devices={view.devices} onLeft={onLeft} />
      </details>
    </div>
  );
}
