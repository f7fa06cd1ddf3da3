import { Icon } from '../../kit/icons/icon.tsx';
import { formatTime } from '../../kit/time.ts';
import type { Take } from '../api.ts';
import { type AllKey, useAllWords } from '../later/use-all-words.ts';
import { isRemoved } from './removed.tsx';
import styles from './take.module.css';

type Code = Take['findings'][number]['code'];

/** What the speaker may want to mend; everything else is for their ease. */
const toLookAt: readonly Code[] = [
  'needs_cut',
  'shorter_than_expected',
  'silent',
  'very_quiet',
  'clipped',
  'one_side_only',
  'silence_at_start',
  'silence_within',
  'silence_at_end',
  'low_resolution',
];
const ltr = (ms: number | undefined) => (ms === undefined || ms < 0 ? '–' : `\u2066${formatTime(ms)}\u2069`);

/** What the checks noticed, in plain words: first what could be better, then what we took care of. */
export function Findings({ take }: { readonly take: Take }) {
  const { t } = useAllWords();
  const sorted = take.findings
    .flatMap(({ code, figures }) => (isRemoved(code) ? [] : [{ code, figures }]))
    .sort((a, b) => Number(toLookAt.includes(b.code)) - Number(toLookAt.includes(a.code)));
  if (sorted.length === 0) return null;
  return (
    <ul className={styles.findings} aria-label={t('speak.findings.title')}>
      {sorted.map(({ code, figures = {} }) => {
        const better = toLookAt.includes(code);
        return (
          <li key={code} className={better ? styles.better : styles.done}>
            <Icon name={better ? 'info' : 'ready'} />
            <span>
              {t(`finding.${code}` satisfies AllKey, {
                length: ltr(figures.measuredMs),
                limit: ltr(figures.maximumMs),
                minimum: ltr(figures.minimumMs),
                start: ltr(figures.startMs),
                end: ltr(figures.endMs),
              })}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
