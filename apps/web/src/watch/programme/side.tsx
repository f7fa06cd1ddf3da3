import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import type { Item } from '../api.ts';
import type { PlayClock } from '../transcript/play-clock.ts';
import { useWordsOf } from '../transcript/use-words-of.ts';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';
import { type SideTab, SideTabs } from './side-tabs.tsx';

/** Not needed to watch: each comes when it is looked at. */
const Recommendations = lazy(() => import('../recommendations/beside.tsx'));
const Transcript = lazy(() => import('../transcript/transcript.tsx'));
const Written = lazy(() => import('../transcript/written.tsx'));

type TabId = 'programme' | 'transcript' | 'written' | 'issues';
/** Kept while the page is open, over the programme's changes. */
let chosen: TabId = 'programme';

export interface SideProps {
  readonly reviewId: string;
  readonly revisionId: string;
  /** The programme itself. */
  readonly children: ReactNode;
  readonly title: string;
  /** Of what is on show; undefined where there is nothing to play. */
  readonly item: Item | undefined;
  /** Without a link. */
  readonly anybody: boolean;
  /** There is a picture: nothing that is asked for now delays it. */
  readonly ready: boolean;
  readonly clock: PlayClock;
  readonly onSeek: (ms: number) => void;
}

/** What is read beside the picture, or on a narrow page under it. */
export function Side(props: SideProps) {
  const { reviewId, revisionId, children, title, item, anybody, ready, clock, onSeek } = props;
  const { t } = useWords();
  const [, again] = useState(0);
  const statementId = item?.kind === 'statement' && ready ? item.statementId : null;
  const words = useWordsOf({ reviewId, revisionId, statementId, anybody });
  // Until the next statement's are here, the tabs stay those of the one before.
  const [last, setLast] = useState({ captions: false, written: false });
  const here = words ?? (statementId === null ? { captions: [], written: [] } : null);
  const has = here === null ? last : { captions: here.captions.length > 0, written: here.written.length > 0 };
  if (has.captions !== last.captions || has.written !== last.written) setLast(has);

  const tabs: SideTab[] = [{ id: 'programme', label: title, content: children, stays: true }];
  if (item?.kind === 'statement') {
    const own = { item, words };
    if (has.captions) {
      const content = <Transcript {...own} clock={clock} onSeek={onSeek} />;
      tabs.push({ id: 'transcript', label: t('watch.beside.transcript'), content });
    }
    if (has.written) {
      tabs.push({ id: 'written', label: t('watch.beside.written'), content: <Written {...own} /> });
    }
    const content = <Recommendations {...{ reviewId, revisionId, item, anybody, onSeek }} />;
    tabs.push({ id: 'issues', label: t('watch.beside.issues'), content, stays: true });
  }
  if (tabs.length < 2) {
    return (
      <section className={styles.side} aria-labelledby="programme">
        <h2 id="programme" className={styles.sideTitle}>
          {title}
        </h2>
        {children}
      </section>
    );
  }
  return (
    <SideTabs
      tabs={tabs.map((tab) => ({
        ...tab,
        content: <Suspense fallback={<Skeleton shape="text" count={6} />}>{tab.content}</Suspense>,
      }))}
      selected={selectedOf(tabs)}
      onSelect={(id) => {
        chosen =
          (['programme', 'transcript', 'written', 'issues'] as const).find((one) => one === id) ?? chosen;
        again((n) => n + 1);
      }}
    />
  );
}

/** What was chosen, where this statement has it; whoever reads along reads the text in writing of one without more. */
function selectedOf(tabs: readonly SideTab[]): string {
  const has = (id: TabId) => tabs.some((tab) => tab.id === id);
  if (has(chosen)) return chosen;
  if (chosen === 'transcript' && has('written')) return 'written';
  if (chosen === 'written' && has('transcript')) return 'transcript';
  return 'programme';
}
