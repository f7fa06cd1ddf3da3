import type { Output } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { sessionName, useSessions } from '../board/sessions.tsx';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { navigate, to } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { AddMission } from './add-mission.tsx';
import { findMissions } from './find-missions.ts';
import styles from './missions.module.css';
import { useMissionName } from './use-mission-name.ts';

export type Mission = Output<'GET /api/v1/missions'>['missions'][number];

export function MissionsPage({ sessionId }: { readonly sessionId: string | undefined }) {
  const { t } = useWords();
  const sessions = useSessions();
  const chosen = sessionId ?? sessions.data?.[0]?.id;
  if (sessions.isError && !sessions.data) {
    return <ProblemNotice error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  if (sessions.isPending) return <Skeleton shape="row" count={8} />;
  if (!chosen) return <EmptyState title={t('board.noSession')}>{t('board.noSessionText')}</EmptyState>;
  return (
    <Missions
      key={chosen}
      sessionId={chosen}
      choices={sessions.data.map((one) => ({ value: one.id, label: sessionName(one, t) }))}
    />
  );
}

interface MissionsProps {
  readonly sessionId: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

function Missions({ sessionId, choices }: MissionsProps) {
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
      <div className={styles.head}>
        <div>
          <h1>{t('missions.title')}</h1>
          <p className={styles.soft}>{t('missions.text')}</p>
        </div>
        <div className={styles.fields}>
          <TextField
            label={t('missions.search')}
            type="search"
            ref={field}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Select
            label={t('board.session')}
            options={choices}
            value={sessionId}
            onChange={(event) => navigate(to.missions(event.target.value))}
          />
        </div>
      </div>
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
      <Dialog
        title={t('missions.endTitle', { name: ending ? nameOf(ending) : '' })}
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        alert
        actions={
          <>
            <Button
              kind="danger"
              busy={end.isPending && t('review.saving')}
              onClick={() => ending && end.mutate(ending)}
            >
              {t('missions.end')}
            </Button>
            <Button onClick={() => setEnding(undefined)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t('missions.endText')}</p>
        {end.error && <ProblemNotice error={end.error} />}
      </Dialog>
      <LinkOnce
        title={t('link.titleOf', { name: made?.name ?? '' })}
        link={made?.link}
        onClose={() => setMade(undefined)}
      />
    </Stack>
  );
}
