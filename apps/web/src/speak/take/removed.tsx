import { useId } from 'react';
import { Icon } from '../../kit/icons/icon.tsx';
import { Stack } from '../../kit/surface.tsx';
import type { Take } from '../api.ts';
import { type AllKey, useAllWords } from '../later/use-all-words.ts';
import styles from './take.module.css';

type Code = Take['findings'][number]['code'];
type RemovedCode = Extract<Code, `${string}_removed`>;

export const isRemoved = (code: Code): code is RemovedCode => code.endsWith('_removed');

/** What the file told beside picture and sound, by kind: nothing of it is in what is shown. */
export function Removed({ take }: { readonly take: Take }) {
  const { t } = useAllWords();
  const title = useId();
  // Before the check nobody knows; a file that was refused is erased whole.
  if (take.source === null) return null;
  const kinds = take.findings.map(({ code }) => code).filter(isRemoved);
  return (
    <section aria-labelledby={title}>
      <Stack gap="close">
        <h3 id={title}>{t('speak.removed.title')}</h3>
        {kinds.length === 0 ? (
          <p className={styles.done}>
            <Icon name="ready" />
            <span>{t('speak.removed.none')}</span>
          </p>
        ) : (
          <>
            <p>{t('speak.removed.text')}</p>
            <ul className={styles.kinds}>
              {kinds.map((kind) => (
                <li key={kind} className={styles.done}>
                  <Icon name="ready" />
                  <span>{t(`speak.removed.${kind}` satisfies AllKey)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        <p className={styles.soft}>{t('speak.removed.stays')}</p>
      </Stack>
    </section>
  );
}
