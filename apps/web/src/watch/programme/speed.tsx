import { type RefObject, useEffect, useState } from 'react';
import { InlineSelect } from '../../kit/inline-select.tsx';
import type { PlayerController } from '../../kit/player/player.tsx';
import { useWords } from '../words/use-words.ts';

const rates = [0.75, 1, 1.25, 1.5, 2] as const;
/** Kept while the page is open, over the programme's changes. */
let chosen = 1;

export function Speed({ player }: { readonly player: RefObject<PlayerController | null> }) {
  const { t, number } = useWords();
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
    <InlineSelect
      label={t('watch.speed')}
      options={rates.map((one) => ({
        value: String(one),
        label: one === 1 ? t('watch.speed.normal') : t('watch.speed.times', { rate: number(one) }),
      }))}
      value={String(rate)}
      onChoose={(value) => setRate(Number(value))}
    />
  );
}
