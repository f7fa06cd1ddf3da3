import type { Output } from '@rostrum/client';
import { useEffect, useState } from 'react';
import { Link } from '../../kit/button.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import styles from './asked.module.css';
import { useAskedWords } from './asked-words.ts';

type Home = Output<'GET /api/v1/watch'>;

const WATCH = '/watch/';

/** Where programmes are open to the speakers of this session: how many, and the way there. Nothing where none is. */
export function Watchable({ first }: { readonly first: Home | null }) {
  const { t } = useAskedWords();
  const [home, setHome] = useState(first);
  useEffect(() => {
    if (first !== null) return;
    const left = new AbortController();
    api('GET /api/v1/watch', undefined, { signal: left.signal }).then(
      (answer) => {
        if (!left.signal.aborted) setHome(answer);
      },
      // It is said the next time: nothing here hangs on it.
      () => undefined,
    );
    return () => left.abort();
  }, [first]);
  const open = home?.reviews.filter(({ published, screening }) => published !== null || screening !== null);
  if (!open?.length) return null;
  return (
    <section aria-labelledby="watchable" className={styles.asked}>
      <Stack gap="close">
        <h2 id="watchable">{t('watchable.title')}</h2>
        <p>{t('watchable.text', { n: open.length })}</p>
        <p>
          <Link href={WATCH}>{t('watchable.link')}</Link>
        </p>
      </Stack>
    </section>
  );
}
