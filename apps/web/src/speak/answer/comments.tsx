import { formatTime } from '../../kit/time.ts';
import type { Statement } from '../api.ts';
import { useAllWords } from '../later/use-all-words.ts';
import styles from './answer.module.css';

const ltr = (ms: number) => `\u2066${formatTime(ms)}\u2069`;

/** What the coordinators wrote about places in a video, in the order in which it is seen. */
export function Comments({ view }: { readonly view: Statement }) {
  const { t } = useAllWords();
  const numberOf = (takeId: string | null) => view.takes.find(({ id }) => id === takeId)?.number;
  const inOrder = [...view.comments].sort((a, b) => (a.startMs ?? -1) - (b.startMs ?? -1));
  return (
    <section aria-labelledby="comments" className={styles.comments}>
      <h3 id="comments">{t('speak.comments.title')}</h3>
      <ul>
        {inOrder.map(({ id, body, takeId, startMs, endMs }) => {
          const number = view.takes.length > 1 ? numberOf(takeId) : undefined;
          return (
            <li key={id}>
              {startMs !== null && (
                <p className={styles.soft}>
                  {number !== undefined && `${t('speak.earlier.take', { n: number })} · `}
                  {endMs === null
                    ? t('speak.comments.at', { time: ltr(startMs) })
                    : t('speak.comments.range', { from: ltr(startMs), to: ltr(endMs) })}
                </p>
              )}
              <p className={styles.message} dir="auto">
                {body}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
