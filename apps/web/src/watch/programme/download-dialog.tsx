import { useEffect, useState } from 'react';
import { Button, Link } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { useKitWords } from '../../kit/words/use-kit-words.ts';
import { api, type Item } from '../api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './download-dialog.module.css';
import { keyFrom, OPENSSL_SAYS, proofFrom, type VerifyCommands, verifyCommands } from './verify-commands.ts';

const KEYS = '/.well-known/rostrum-keys.json';

export interface DownloadDialogProps {
  readonly masterUrl: string;
  readonly item: Item;
  readonly onClose: () => void;
}

/** The signed master as a file, and how anybody finds out that it is whole and ours. */
export default function DownloadDialog({ masterUrl, item, onClose }: DownloadDialogProps) {
  const { t } = useWords();
  const { t: kit } = useKitWords();
  const [attempt, setAttempt] = useState(0);
  const fileName = `statement-${item.statementId.slice(0, 8)}.mp4`;
  const proofUrl = masterUrl.replace(/mp4$/, 'json');
  const proof = useProof(proofUrl, fileName, attempt);
  return (
    <Dialog title={t('watch.download.title')} open onClose={onClose}>
      <Stack>
        <p>{t('watch.download.text', { name: `\u2068${item.organisation.name}\u2069` })}</p>
        <p>
          <Link look="primary" icon="download" href={masterUrl} download={fileName}>
            {t('watch.download.file')}
          </Link>
        </p>
        <h3>{t('watch.download.verify')}</h3>
        {proof === null ? (
          <Skeleton shape="text" />
        ) : proof === 'failed' ? (
          <Notice
            tone="amber"
            title={t('watch.download.failed')}
            live
            action={
              <Button icon="replay" onClick={() => setAttempt(attempt + 1)}>
                {kit('kit.retry')}
              </Button>
            }
          />
        ) : (
          <ol className={styles.steps}>
            <li>
              <p>{t('watch.download.hash')}</p>
              <Code>{proof.hash}</Code>
              <p>{t('watch.download.hash.is')}</p>
              <Code>{proof.sha256}</Code>
              <p className={styles.soft}>{t('watch.download.hash.else')}</p>
            </li>
            <li>
              <p>{t('watch.download.signature')}</p>
              <Code>{proof.signature}</Code>
              <p>{t('watch.download.signature.is')}</p>
              <Code>{OPENSSL_SAYS}</Code>
            </li>
            <li>
              <p>
                {t('watch.download.keys')} <Link href={KEYS}>{t('watch.download.keys.link')}</Link>{' '}
                <Link href={proofUrl} download={fileName.replace(/mp4$/, 'json')}>
                  {t('watch.download.proof')}
                </Link>
              </p>
            </li>
          </ol>
        )}
      </Stack>
    </Dialog>
  );
}

/** Wide lines are scrolled by keyboard, too. */
const Code = ({ children }: { readonly children: string }) => (
  <pre className={styles.code} dir="ltr" lang="en">
    {children}
  </pre>
);

type Proof = VerifyCommands & { readonly sha256: string };

function useProof(proofUrl: string, fileName: string, attempt: number): Proof | 'failed' | null {
  const [proof, setProof] = useState<Proof | 'failed' | null>(null);
  useEffect(() => {
    let ended = false;
    setProof(null);
    const put = (next: Proof | 'failed') => {
      if (!ended) setProof(next);
    };
    load(proofUrl, fileName).then(put, () => put('failed'));
    return () => {
      ended = true;
    };
  }, [proofUrl, fileName, attempt]);
  return proof;
}

async function load(proofUrl: string, fileName: string): Promise<Proof | 'failed'> {
  const [answer, { keys }] = await Promise.all([fetch(proofUrl), api('GET /.well-known/rostrum-keys.json')]);
  const proof = answer.ok ? proofFrom(await answer.json()) : null;
  const key = proof && keyFrom(keys, proof.keyId);
  const commands = proof && key && verifyCommands(fileName, proof, key);
  return proof && commands ? { ...commands, sha256: proof.sha256 } : 'failed';
}
