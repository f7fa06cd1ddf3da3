import { type RefObject, useEffect, useId, useState } from 'react';
import type { PlayerController } from '../../kit/player/player.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';

const rates = [0.75, 1, 1.25, 1.5, 2] as const;
/** Kept while the page is open, over the programme's changes. */
let chosen = 1;

export function Speed({ player }: { readonly player: RefObject<PlayerController | null> }) {
  const { t, number } = useWords();
  const id = useId();
  const [rate, setRate] = useState(chosen);

  useEffect(() => {
    chosen = rate;
    const video = player.current?.video();
    if (!video) return;
    // Loading sets an element back to its default rate.
    video.defaultPlaybackRate = rate;
    player.current?.setRate(rate);
  }, [rate, player]);

  return (
    <span className={styles.speed}>
      <label htmlFor={id}>{t('watch.speed')}</label>
      <select id={id} value={String(rate)} onChange={(event) => setRate(Number(event.target.value))}>
        {rates.map((one) => (
          <option key={one} value={String(one)}>
            {one === 1 ? t('watch.speed.normal') : t('watch.speed.times', { rate: number(one) })}
          </option>
        ))}
      </select>
    </span>
  );
}
