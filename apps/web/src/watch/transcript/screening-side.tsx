import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import type { Item } from '../api.ts';
import programme from '../programme/programme.module.css';
import { type SideTab, SideTabs } from '../programme/side-tabs.tsx';
import { placeOf, usePathname } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import { usePlayClock } from './play-clock.ts';
import { useWordsOf } from './use-words-of.ts';

const Transcript = lazy(() => import('./transcript.tsx'));

/** Captions come twelve seconds ahead: asked so often, none is late. */
const READING_MS = 6_000;

type TabId = 'programme' | 'transcript';
/** Kept while the page is open. */
let chosen: TabId = 'programme';

export interface ScreeningSideProps {
  readonly reviewId: string;
  readonly revisionId: string | null;
  /** The statement on show. */
  readonly item: Item | undefined;
  /** Where everybody is. */
  readonly positionMs: number;
  /** The programme itself. */
  readonly children: ReactNode;
}

/** Beside a screening: the programme, and what is said as far as it was said. */
export function ScreeningSide({ reviewId, revisionId, item, positionMs, children }: ScreeningSideProps) {
  const { t } = useWords();
  const [, again] = useState(0);
  const anybody = placeOf(usePathname()).page === 'public';
  const statementId = item?.kind === 'statement' ? item.statementId : null;
  const words = useWordsOf({
    reviewId,
    revisionId: revisionId ?? '',
    statementId,
    anybody,
    ...(chosen === 'transcript' ? { againMs: READING_MS } : {}),
  });
  const clock = usePlayClock(positionMs);
  useEffect(() => clock.tell(positionMs), [clock, positionMs]);
  // Once there was something to read, its tab stays: nothing moves when a card comes, and goes.
  const [had, setHad] = useState(false);
  const has = words !== null && words.captions.length > 0;
  if (has && !had) setHad(true);

  const tabs: SideTab[] = [
    { id: 'programme', label: t('watch.review.programme'), content: children, stays: true },
  ];
  if (had) {
    const said =
      item !== undefined && statementId !== null && (words === null || has) ? (
        <Suspense fallback={<Skeleton shape="text" count={6} />}>
          <Transcript item={item} words={words} clock={clock} />
        </Suspense>
      ) : (
        <p className={programme.soft}>{t('watch.screening.unread')}</p>
      );
    tabs.push({ id: 'transcript', label: t('watch.beside.transcript'), content: said });
  }
  return (
    <SideTabs
      tabs={tabs}
      selected={had ? chosen : 'programme'}
      onSelect={(id) => {
        chosen = id === 'transcript' ? id : 'programme';
        again((n) => n + 1);
      }}
    />
  );
}
