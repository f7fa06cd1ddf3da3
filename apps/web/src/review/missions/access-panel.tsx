import type { Output } from '@rostrum/client';
import { instantOf, wallClock } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { ClockField } from '../planning/clock-field.tsx';
import { useNameOfCode } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './missions.module.css';
import { PublicFrom } from './public-from.tsx';

type Access = Output<'GET /api/v1/sessions/{id}/access'>;
export type AccessReview = Access['reviews'][number];

export function AccessPanel({ sessionId }: { readonly sessionId: string }) {
  const access = useQuery({
    queryKey: ['missions', sessionId, 'access'],
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/access', { params: { id: sessionId } }, { signal }),
  });
  if (access.isError && !access.data) {
    return <ProblemNotice error={access.error} onRetry={() => void access.refetch()} />;
  }
  if (access.isPending) return <Skeleton shape="row" count={6} />;
  const { window, session } = access.data;
  return (
    <Stack gap="far">
      {/* Changed by somebody else, the form begins anew. */}
      <WindowForm key={`${window.opensAt} ${window.closesAt}`} sessionId={sessionId} access={access.data} />
      <Programmes reviews={access.data.reviews} timeZone={session.timeZone} />
    </Stack>
  );
}

const TONES = { before: 'amber', open: 'green', after: 'neutral' } as const;

function WindowForm({ sessionId, access }: { readonly sessionId: string; readonly access: Access }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { window, session } = access;
  const { timeZone } = session;
  const wall = (at: string | null) => (at === null ? '' : wallClock(new Date(at), timeZone));
  const [opens, setOpens] = useState(wall(window.opensAt));
  const [closes, setCloses] = useState(wall(window.closesAt));
  const instant = (text: string) => (text === '' ? null : instantOf(text, timeZone).toISOString());
  const wrong = opens !== '' && closes !== '' && instantOf(closes, timeZone) <= instantOf(opens, timeZone);
  const save = useMutation({
    mutationFn: () =>
      api('PUT /api/v1/sessions/{id}/access/window', {
        params: { id: sessionId },
        body: { opensAt: instant(opens), closesAt: instant(closes) },
      }),
    onSuccess: (answer) => {
      client.setQueryData(['missions', sessionId, 'access'], answer);
      showToast({ tone: 'green', text: t('watchers.saved') });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!wrong) save.mutate();
  };
  return (
    <section>
      <Stack>
        <div className={styles.titleLine}>
          <h2>{t('watchers.window')}</h2>
          <State tone={TONES[window.state]}>{t(`watchers.window.${window.state}`)}</State>
        </div>
        <p className={styles.soft}>{t('watchers.windowText', { zone: timeZone })}</p>
        <form onSubmit={submit}>
          <Stack>
            {save.error && <ProblemNotice error={save.error} />}
            <div className={styles.pair}>
              <ClockField label={t('watchers.opens')} value={opens} timeZone={timeZone} onChange={setOpens} />
              <ClockField
                label={t('watchers.closes')}
                value={closes}
                timeZone={timeZone}
                onChange={setCloses}
              />
            </div>
            <div aria-live="polite">
              {wrong && <p className={styles.wrong}>{t('watchers.wrongOrder')}</p>}
            </div>
            <div>
              <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
                {t('review.save')}
              </Button>
            </div>
          </Stack>
        </form>
      </Stack>
    </section>
  );
}

function Programmes({
  reviews,
  timeZone,
}: {
  readonly reviews: readonly AccessReview[];
  readonly timeZone: string;
}) {
  const { t } = useWords();
  const nameOf = useNameOfCode();
  const name = ({ review }: AccessReview) => nameOf(review.stateCode, review.stateName);
  return (
    <section>
      <Stack>
        <div className={styles.titleLine}>
          <h2>{t('watchers.programmes')}</h2>
        </div>
        <p className={styles.soft}>{t('watchers.programmesText')}</p>
        <Table
          caption={t('watchers.programmes')}
          captionHidden
          rows={reviews}
          rowKey={({ review }) => review.id}
          empty={t('watchers.none')}
          columns={[
            {
              key: 'state',
              header: t('board.state'),
              rowHeader: true,
              cell: (one) => <Go href={to.programme(one.review.id)}>{name(one)}</Go>,
            },
            { key: 'audience', header: t('watchers.for'), cell: (one) => t(`audience.${one.audience}`) },
            {
              key: 'public',
              header: t('watchers.publicFrom'),
              cell: (one) => <PublicFrom one={one} name={name(one)} timeZone={timeZone} />,
            },
            {
              key: 'reaches',
              header: t('watchers.reaches'),
              cell: (one) =>
                one.reaches === null ? (
                  <span className={styles.soft}>{t('watchers.notPublished')}</span>
                ) : (
                  t(`audience.${one.reaches}`)
                ),
            },
          ]}
        />
      </Stack>
    </section>
  );
}

export default AccessPanel;
