import type { Output } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { Confirm } from '../confirm.tsx';
import { LinkOnce } from '../link-once.tsx';
import { OneSession, SessionChoice } from '../planning/one-session.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { AddMission } from './add-mission.tsx';
import { findMissions } from './find-missions.ts';
import styles from './missions.module.css';
import { useMissionName } from './use-mission-name.ts';

export type Mission = Output<'GET /api/v1/missions'>['missions'][number];

export function MissionsPage({ sessionId }: { readonly sessionId: string | undefined }) {
  return (
    <OneSession sessionId={sessionId}>{(chosen) => <Missions key={chosen} sessionId={chosen} />}</OneSession>
  );
}

function Missions({ sessionId }: { readonly sessionId: string }) {
  const { t, number, language } = useWords();
  const nameOf = useMissionName();
  const client = useQueryClient();
  const key = ['missions', sessionId] as const;
  const missions = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await api('GET /api/v1/missions', { query: { sessionId } }, { signal })).missions,
  });
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const [ending, setEnding] = useState<Mission>();
  const [made, setMade] = useState<{ readonly name: string; readonly link: string }>();
  useKeys({ '/': () => field.current?.focus() });
  const refresh = () => client.invalidateQueries({ queryKey: key });

  const make = useMutation({
    mutationFn: async (mission: Mission) => ({
      name: nameOf(mission),
      link: (
        await api('POST /api/v1/missions/{id}/link', { params: { id: mission.id }, body: { sessionId } })
      ).link,
    }),
    onSuccess: (answer) => {
      setMade(answer);
      void refresh();
    },
  });
  const end = useMutation({
    mutationFn: (mission: Mission) =>
      api('DELETE /api/v1/missions/{id}/link', { params: { id: mission.id }, query: { sessionId } }),
    onSuccess: () => {
      setEnding(undefined);
      showToast({ tone: 'neutral', text: t('missions.ended') });
      void refresh();
    },
  });

  const { compare } = new Intl.Collator(language);
  const found = findMissions(missions.data ?? [], text, nameOf).sort((a, b) => compare(nameOf(a), nameOf(b)));
  return (
    <Stack gap="far">
      <PageHead
        title={t('missions.title')}
        facts={t('missions.text')}
        aside={
          <div className={styles.fields}>
            <TextField
              label={t('missions.search')}
              type="search"
              ref={field}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
            <SessionChoice sessionId={sessionId} to={to.missions} />
          </div>
        }
      />
      {missions.isError && <ProblemNotice error={missions.error} onRetry={() => void missions.refetch()} />}
      <AddMission there={new Set(missions.data?.map(({ stateCode }) => stateCode))} />
      {make.error && <ProblemNotice error={make.error} />}
      {missions.isPending && <Skeleton shape="row" count={8} />}
      {missions.data && (
        <Table
          caption={t('missions.title')}
          captionHidden
          rows={found}
          rowKey={(mission) => mission.id}
          empty={t(missions.data.length === 0 ? 'missions.none' : 'missions.noneFound')}
          columns={[
            { key: 'name', header: t('missions.mission'), rowHeader: true, cell: nameOf },
            { key: 'links', header: t('missions.links'), figures: true, cell: (one) => number(one.links) },
            {
              key: 'opened',
              header: t('missions.opened'),
              cell: (one) =>
                one.opened > 0 ? (
                  <State tone="green">{t('missions.openedBy', { n: one.opened })}</State>
                ) : one.links > 0 ? (
                  <State tone="amber">{t('missions.notOpened')}</State>
                ) : (
                  <span className={styles.soft}>{t('missions.noLink')}</span>
                ),
            },
            {
              key: 'act',
              header: t('missions.act'),
              cell: (one) => (
                <span className={styles.act}>
                  <Button
                    icon="plus"
                    aria-label={t('missions.makeFor', { name: nameOf(one) })}
                    busy={make.isPending && make.variables.id === one.id && t('review.saving')}
                    onClick={() => make.mutate(one)}
                  >
                    {t('missions.make')}
                  </Button>
                  {one.links > 0 && (
                    <Button
                      kind="plain"
                      icon="lock"
                      aria-label={t('missions.endFor', { name: nameOf(one) })}
                      onClick={() => setEnding(one)}
                    >
                      {t('missions.end')}
                    </Button>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      <Confirm
        title={t('missions.endTitle', { name: ending ? nameOf(ending) : '' })}
        text={t('missions.endText')}
        act={t('missions.end')}
        danger
        open={ending !== undefined}
        run={end}
        onAct={() => ending && end.mutate(ending)}
        onClose={() => {
          end.reset();
          setEnding(undefined);
        }}
      />
      <LinkOnce
        title={t('link.titleOf', { name: made?.name ?? '' })}
        link={made?.link}
        onClose={() => setMade(undefined)}
      />
    </Stack>
  );
}
