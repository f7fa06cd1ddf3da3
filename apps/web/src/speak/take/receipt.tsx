import type { ApiProblem } from '@rostrum/client';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { join } from '../../kit/join.ts';
import { Notice } from '../../kit/notice.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api, type Take } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import { asProblem } from '../link/use-link.ts';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { useSizeText } from '../send/size-text.ts';
import page from '../statement/page.module.css';
import styles from './take.module.css';

const groups = (hash: string): string[] => hash.match(/.{1,8}/g) ?? [];

/** What we confirm to have, signed: the speaker's proof. */
export function Receipt({ take }: { readonly take: Take }) {
  const { t, date } = useAllWords();
  const sizeText = useSizeText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  async function download() {
    setBusy(true);
    setProblem(null);
    try {
      const receipt = await api('GET /api/v1/speaker/takes/{id}/receipt', { params: { id: take.id } });
      const blob = new Blob([JSON.stringify(receipt, null, 2)], { type: 'application/json' });
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `receipt-${take.id}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <details className={join(page.part, styles.named)}>
      <summary>{t('speak.receipt.title')}</summary>
      <Stack gap="close">
        <p>{t('speak.receipt.text')}</p>
        <dl className={styles.list}>
          {take.receivedAt !== null && (
            <div>
              <dt>{t('speak.receipt.at')}</dt>
              <dd>
                <time dateTime={take.receivedAt}>
                  {date(take.receivedAt, { dateStyle: 'long', timeStyle: 'long', hourCycle: 'h23' })}
                </time>
              </dd>
            </div>
          )}
          {take.sizeBytes !== null && (
            <div>
              <dt>{t('speak.receipt.size')}</dt>
              <dd>{sizeText(take.sizeBytes)}</dd>
            </div>
          )}
          {take.sha256 !== null && (
            <div>
              <dt>{t('speak.receipt.hash')}</dt>
              <dd className={styles.hash} dir="ltr">
                {groups(take.sha256).map((group, index) => (
                  <span key={`${index}${group}`}>{group}</span>
                ))}
              </dd>
            </div>
          )}
        </dl>
        {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
        <p>
          <Button icon="download" busy={busy && t('speak.receipt.busy')} onClick={() => void download()}>
            {t('speak.receipt.download')}
          </Button>
        </p>
        <ByMail take={take} />
      </Stack>
    </details>
  );
}

/** Only where it was asked for: a mail can be seen by whoever sees the mailbox. */
function ByMail({ take }: { readonly take: Take }) {
  const { t } = useAllWords();
  const [state, setState] = useState<'idle' | 'busy' | 'sent' | 'no_address'>('idle');
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  async function mail() {
    setState('busy');
    setProblem(null);
    try {
      await api('POST /api/v1/speaker/takes/{id}/receipt/mail', { params: { id: take.id } });
      setState('sent');
    } catch (error) {
      const said = asProblem(error);
      if (said.code === 'not_allowed') return setState('no_address');
      setState('idle');
      setProblem(said);
    }
  }

  return (
    <>
      <div className={styles.byMail}>
        <Button
          kind="plain"
          busy={state === 'busy' && t('speak.receipt.mail.busy')}
          onClick={() => void mail()}
        >
          {t('speak.receipt.mail')}
        </Button>
        <p className={styles.soft}>{t('speak.receipt.mail.text')}</p>
      </div>
      {problem && <ProblemNotice problem={problem} title={t('speak.failed')} />}
      <div aria-live="polite">
        {state === 'sent' && <Notice tone="green" title={t('speak.receipt.mail.sent')} />}
        {state === 'no_address' && <Notice tone="neutral" title={t('speak.receipt.mail.noAddress')} />}
      </div>
    </>
  );
}
