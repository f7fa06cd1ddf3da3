import { useEffect, useState } from 'react';
import { Link } from '../../kit/button.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import styles from './asked.module.css';
import { useAskedWords } from './asked-words.ts';

const WATCH = '/watch/';

/** Where programmes are open to the speakers of this session: how many, and the way there. Nothing where none is. */
export function Watchable() {
  const { t } = useAskedWords();
  const [open, setOpen] = useState(0);
  useEffect(() => {
    const left = new AbortController();
    api('GET /api/v1/watch', undefined, { signal: left.signal }).then(
      ({ reviews }) => {
        const shown = reviews.filter(({ published, screening }) => published !== null || screening !== null);
        if (!left.signal.aborted) setOpen(shown.length);
      },
      // It is said the next time: nothing here hangs on it.
      () => undefined,
    );
    return () => left.abort();
  }, []);
  if (open === 0) return null;
  return (
    <section aria-labelledby="watchable" className={styles.asked}>
      <Stack gap="close">
        <h2 id="watchable">{t('watchable.title')}</h2>
        <p>{t('watchable.text', { n: open })}</p>
        <p>
          <Link href={WATCH}>{t('watchable.link')}</Link>
        </p>
      </Stack>
    </section>
  );
}
