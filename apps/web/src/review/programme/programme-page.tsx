import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Player } from '../../kit/player/player.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { besideAddress } from '../../kit/storyboard/beside-address.ts';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { filtersOf } from '../board/return-to-row.ts';
import { FloorSetting } from '../planning/floor-setting.tsx';
import { Invite } from '../planning/invite.tsx';
import { ReviewHead } from '../planning/review-head.tsx';
import { useStateName } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { navigate, to } from '../router.tsx';
import { Screening } from '../screening/screening.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { OrderList } from './order-list.tsx';
import styles from './programme.module.css';
import { Publishing } from './publishing.tsx';
import { Revisions } from './revisions.tsx';
import { SlotMeter } from './slot-meter.tsx';
import { useOrder } from './use-order.ts';

export type Programme = Output<'GET /api/v1/reviews/{id}/programme'>;

export function ProgrammePage({ reviewId }: { readonly reviewId: string }) {
  const programme = useQuery({
    queryKey: ['programme', reviewId],
    queryFn: ({ signal }) =>
      api('GET /api/v1/reviews/{id}/programme', { params: { id: reviewId } }, { signal }),
  });
  if (programme.data) return <View programme={programme.data} error={programme.error} />;
  if (programme.isError) {
    return <ProblemNotice error={programme.error} onRetry={() => void programme.refetch()} />;
  }
  return (
    <Stack gap="far">
      <Skeleton shape="title" />
      <Skeleton shape="row" count={5} />
    </Stack>
  );
}

function View({ programme, error }: { readonly programme: Programme; readonly error: Error | null }) {
  const { t } = useWords();
  const { review, session, draft, published } = programme;
  const state = useStateName()(review);
  const order = useOrder(programme);
  useKeys({ h: () => navigate(`${to.board(session.id)}${filtersOf(session.id)}`) });
  return (
    <Stack gap="far">
      <ReviewHead
        review={review}
        session={session}
        up={to.board}
        facts={
          published ? (
            <State tone="green">{t('board.published', { n: published.number })}</State>
          ) : (
            <State tone="neutral">{t('board.notPublished')}</State>
          )
        }
        aside={
          <Invite reviewId={review.id} stateName={state} sessionId={session.id} timeZone={session.timeZone} />
        }
      />
      {error && <ProblemNotice error={error} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          <SlotMeter programme={programme} />
          {draft.items.length === 0 ? (
            <EmptyState title={t('programme.empty')}>{t('programme.emptyText')}</EmptyState>
          ) : (
            <OrderList programme={programme} order={order} />
          )}
          <Publishing programme={programme} order={order} />
        </div>
        <div className={styles.beside}>
          {programme.previewUrl && published && (
            <Preview
              key={published.id}
              reviewId={review.id}
              url={programme.previewUrl}
              number={published.number}
            />
          )}
          <Screening
            reviewId={review.id}
            timeZone={session.timeZone}
            presessionAt={review.presessionAt}
            published={published !== null}
          />
          <FloorSetting programme={programme} />
          <Revisions programme={programme} />
        </div>
      </div>
    </Stack>
  );
}

interface PreviewProps {
  readonly reviewId: string;
  readonly url: string;
  readonly number: number;
}

/** What the missions see. The address is kept while its revision stands; a fresh one comes when it runs out. */
function Preview({ reviewId, url, number }: PreviewProps) {
  const { t } = useWords();
  const [src] = useState(url);
  return (
    <div className={styles.section}>
      <h2 className={styles.sectionTitle}>{t('programme.preview', { n: number })}</h2>
      <Player
        src={src}
        label={t('programme.preview', { n: number })}
        storyboard={besideAddress(src, 'storyboard.vtt')}
        refreshSrc={async () =>
          (await api('GET /api/v1/reviews/{id}/programme/playlist', { params: { id: reviewId } })).playlistUrl
        }
      />
    </div>
  );
}
