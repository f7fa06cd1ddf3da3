import { roundTimeLeft } from './time.ts';
import { useKitWords } from './words/use-kit-words.ts';

/** How much time work takes still, in words: measured, being measured (null), or nothing to say (undefined). */
export function useTimeLeft(): (leftMs: number | null | undefined) => string {
  const { t } = useKitWords();
  return (leftMs) => {
    if (leftMs === undefined) return '';
    if (leftMs === null) return t('kit.progress.measuring');
    const { unit, n } = roundTimeLeft(leftMs);
    return t(`kit.progress.${unit}`, { n });
  };
}
