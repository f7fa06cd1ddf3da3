import { lazy, Suspense, useEffect, useRef } from 'react';
import { Notice } from '../../kit/notice.tsx';
import type { PlayerController } from '../../kit/player/player.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { WindowNotice } from '../home/window-notice.tsx';
import { ProblemNotice } from '../problems/problem-notice.tsx';
import { ScreeningRoom } from '../screening/screening-room.tsx';
import { useAttended } from '../screening/use-attended.ts';
import { useStateName } from '../use-state-name.ts';
import { useWords } from '../words/use-words.ts';
import { Back, Head, NothingHere, NothingShown } from './empty.tsx';
import styles from './programme.module.css';
import { Stage } from './stage.tsx';
import { useDeepLink } from './use-deep-link.ts';
import { useProgramme } from './use-programme.ts';

const AfterScreening = lazy(() => import('../screening/after-screening.tsx'));

export interface ProgrammePageProps {
  readonly reviewId: string;
  /** The address names it: the programme begins there. */
  readonly statementId?: string | undefined;
  /** It plays that statement, and nothing else. */
  readonly alone?: boolean | undefined;
  /** Without a link: the programme is public. */
  readonly anybody?: boolean;
  readonly onSeen: () => void;
  readonly onDenied: () => void;
}

export function ProgrammePage(props: ProgrammePageProps) {
  const { reviewId, statementId, alone = false, anybody = false, onSeen, onDenied } = props;
  const only = alone ? statementId : undefined;
  const { t } = useWords();
  const player = useRef<PlayerController>(null);
  const followed = useProgramme({ reviewId, anybody, only, player, onSeen, onDenied });
  const { retry, refreshSrc, fresh } = followed;
  const view = useDeepLink(followed.view, alone ? undefined : statementId);
  const attended = useAttended(followed.view);
  const review = view.step === 'shown' ? view.programme.review : 'review' in view ? view.review : undefined;
  const nameOf = useStateName();
  const name = review && nameOf(review);

  useEffect(() => {
    document.title = name ? `${name} · ${t('watch.title')}` : t('watch.title');
  }, [name, t]);

  switch (view.step) {
    case 'shown':
      return (
        <>
          {attended !== null && !anybody && (
            <Suspense fallback={null}>
              <AfterScreening reviewId={reviewId} startedAtMs={attended} player={player} />
            </Suspense>
          )}
          <Stage
            key={view.opening}
            shown={view}
            anybody={anybody}
            only={only}
            player={player}
            refreshSrc={refreshSrc}
            fresh={fresh}
          />
        </>
      );
    case 'screening':
      return <ScreeningRoom screened={view} player={player} refreshSrc={refreshSrc} />;
    case 'closed':
      return (
        <Stack>
          <Head name={nameOf(view.review)} />
          <WindowNotice window={view.window} session={view.session} />
        </Stack>
      );
    case 'empty':
      return <NothingShown review={view.review} wasShown={view.wasShown} />;
    case 'unknown':
      return <NothingHere />;
    case 'silent':
      return (
        <Stack>
          <Head name={nameOf(view.review)} />
          <Notice tone="amber" title={t('watch.review.silent.title')} live>
            <p>{t('watch.review.silent.text')}</p>
          </Notice>
        </Stack>
      );
    case 'problem':
      return (
        <Stack>
          <Back />
          <ProblemNotice problem={view.problem} onRetry={retry} />
        </Stack>
      );
    case 'loading':
      return (
        <div className={styles.layout}>
          <div className={styles.stage}>
            <Back />
            <Skeleton shape="video" />
          </div>
          <div className={styles.side}>
            <Skeleton shape="row" count={5} />
          </div>
        </div>
      );
  }
}
