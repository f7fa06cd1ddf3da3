import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Icon } from '../../kit/icons/icon.tsx';
import { join } from '../../kit/join.ts';
import type { Item, Programme } from '../api.ts';
import { aloneAddress, Go, statementAddress } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';

export interface StatementToolsProps {
  readonly reviewId: string;
  readonly item: Item;
  readonly alone: Programme['alone'];
  /** It is played alone. */
  readonly only: boolean;
  /** Without a link there is no address of one statement to hand on. */
  readonly anybody: boolean;
  readonly onDownload: () => void;
}

/** What can be done with the one statement that is on show. */
export function StatementTools({ reviewId, item, alone, only, anybody, onDownload }: StatementToolsProps) {
  const { t } = useWords();
  const [copied, setCopied] = useState<string | null>(null);
  const own = alone.find(({ statementId }) => statementId === item.statementId);
  const addressOf = only ? aloneAddress : statementAddress;
  const address = new URL(addressOf(reviewId, item.statementId), location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(item.statementId);
    } catch {
      // No clipboard outside a secure page, or refused: the address is that of the page from now on.
      history.replaceState(null, '', address);
      setCopied(address);
    }
  };
  return (
    <div className={join(styles.tools, styles.one)}>
      {!anybody && (
        <Button kind="plain" icon="copy" onClick={() => void copy()}>
          {t('watch.one.copy')}
        </Button>
      )}
      {!anybody && !only && own !== undefined && (
        <Go href={aloneAddress(reviewId, item.statementId)} className={styles.only}>
          <Icon name="play" />
          <span>{t('watch.one.alone')}</span>
        </Go>
      )}
      {own !== undefined && own.masterUrl !== null && (
        <Button kind="plain" icon="download" onClick={onDownload}>
          {t('watch.download.title')}
        </Button>
      )}
      <span role="status" className={styles.soft}>
        {copied === item.statementId && t('watch.one.copied')}
        {copied === address && t('watch.one.inAddress')}
      </span>
    </div>
  );
}
