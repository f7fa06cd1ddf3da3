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
  const [had, setHad] = useState(false);
  // Between two statements the tabs stay.
  const has = words === null ? had && statementId !== null : words.captions.length > 0;
  if (has !== had) setHad(has);

  const list: SideTab = {
    id: 'programme',
    label: t('watch.review.programme'),
    content: children,
    stays: true,
  };
  if (!has || item === undefined) {
    return (
      <section className={programme.side} aria-labelledby="programme">
        <h2 id="programme" className={programme.sideTitle}>
          {list.label}
        </h2>
        {children}
      </section>
    );
  }
  const content = (
    <Suspense fallback={<Skeleton shape="text" count={6} />}>
      <Transcript item={item} words={words} clock={clock} />
    </Suspense>
  );
  return (
    <SideTabs
      tabs={[list, { id: 'transcript', label: t('watch.beside.transcript'), content }]}
      selected={chosen}
      onSelect={(id) => {
        chosen = id === 'transcript' ? id : 'programme';
        again((n) => n + 1);
      }}
    />
  );
}
