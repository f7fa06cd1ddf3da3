import type { Output } from '@rostrum/client';
import { OPENED_OFTEN } from '@rostrum/domain';
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
import { useSessions } from '../board/sessions.tsx';
import { Confirm } from '../confirm.tsx';
import { LinkOnce } from '../link-once.tsx';
import { onDemand } from '../on-demand.tsx';
import { OneSession, SessionChoice } from '../planning/one-session.tsx';
import { useNameOfCode } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, to, useSearch } from '../router.tsx';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { AddAllMissions } from './add-all-missions.tsx';
import { AddMission } from './add-mission.tsx';
import { AddressesDialog } from './addresses-dialog.tsx';
import { BulkLinks, type Issued } from './bulk-links.tsx';
import { EndSessionLinks } from './end-session-links.tsx';
import { findMissions } from './find-missions.ts';
import { LinksDialog } from './links-dialog.tsx';
import { MadeLinks } from './made-links.tsx';
import styles from './missions.module.css';
import { useMissionName } from './use-mission-name.ts';

/** Members of the United Nations, and observers: the list itself is heavier than the page. */
const MISSION_COUNT = 196;

export type Mission = Output<'GET /api/v1/missions'>['missions'][number];

const AccessPanel = onDemand(async () => (await import('./access-panel.tsx')).default);
const AttendancePanel = onDemand(async () => (await import('./attendance-panel.tsx')).default);

const VIEWS = ['links', 'access', 'attendance'] as const;
type MissionsView = (typeof VIEWS)[number];
const addressOf = (sessionId: string, view: MissionsView) =>
  view === 'links' ? to.missions(sessionId) : `${to.missions(sessionId)}?view=${view}`;

/** The missions' links to a session, who may watch its programmes, and which missions did. */
export function MissionsPage({ sessionId }: { readonly sessionId: string | undefined }) {
  const asked = useSearch().get('view');
  const view = VIEWS.find((one) => one === asked) ?? 'links';
  return (
    <OneSession sessionId={sessionId}>
      {(chosen) => (
        <Stack gap="far">
          <Head sessionId={chosen} view={view} />
          {view === 'links' && <Links key={chosen} sessionId={chosen} />}
          {view === 'access' && <AccessPanel key={chosen} sessionId={chosen} />}
          {view === 'attendance' && <AttendancePanel key={chosen} sessionId={chosen} />}
        </Stack>
      )}
    </OneSession>
  );
}

function Head({ sessionId, view }: { readonly sessionId: string; readonly view: MissionsView }) {
  const { t } = useWords();
  return (
    <PageHead
      title={t('missions.title')}
      facts={t('missions.text')}
      aside={<SessionChoice sessionId={sessionId} to={(id) => addressOf(id, view)} />}
    >
      <nav className={styles.views} aria-label={t('missions.views')}>
        {VIEWS.map((one) => (
          <Go
            key={one}
            href={addressOf(sessionId, one)}
            className={styles.view}
            aria-current={one === view ? 'page' : undefined}
          >
            {t(`missions.view.${one}`)}
          </Go>
        ))}
      </nav>
    </PageHead>
  );
}

function Links({ sessionId }: { readonly sessionId: string }) {
  const { t, number, language } = useWords();
  const nameOf = useMissionName();
  const stateOf = useNameOfCode();
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
  const [looking, setLooking] = useState<Mission>();
  const [issued, setIssued] = useState<Issued>();
  const sessions = useSessions();
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
  // By State: in French every other name begins with another article.
  const placeOf = (one: Mission) => stateOf(one.stateCode, nameOf(one));
  const found = findMissions(missions.data ?? [], text, nameOf).sort((a, b) =>
    compare(placeOf(a), placeOf(b)),
  );
  return (
    <Stack>
      {missions.isError && <ProblemNotice error={missions.error} onRetry={() => void missions.refetch()} />}
      {issued && (
        <MadeLinks
          links={issued}
          sessionNumber={sessions.data?.find(({ id }) => id === sessionId)?.number ?? 0}
          onDone={() => setIssued(undefined)}
        />
      )}
      {missions.data && (
        <div className={styles.bar}>
          <BulkLinks sessionId={sessionId} missions={missions.data} onMade={setIssued} />
          {missions.data.length < MISSION_COUNT && <AddAllMissions />}
          <AddMission there={new Set(missions.data.map(({ stateCode }) => stateCode))} />
          <AddressesDialog />
          <EndSessionLinks
            sessionId={sessionId}
            links={missions.data.reduce((sum, { links }) => sum + links, 0)}
          />
        </div>
      )}
      <div className={styles.search}>
        <TextField
          label={t('missions.search')}
          type="search"
          ref={field}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
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
            {
              key: 'name',
              header: t('missions.mission'),
              rowHeader: true,
              cell: (one) => <Name mission={one} />,
            },
            { key: 'links', header: t('missions.links'), figures: true, cell: (one) => number(one.links) },
            {
              key: 'opened',
              header: t('missions.opened'),
              cell: (one) =>
                one.opened > 0 ? (
                  <>
                    <State tone="green">{t('missions.openedBy', { n: one.opened })}</State>
                    {one.openings > OPENED_OFTEN && (
                      <span className={styles.fact}>
                        <State tone="amber">{t('missions.openedOften', { n: one.openings })}</State>
                      </span>
                    )}
                  </>
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
                      aria-label={t('missions.manageOf', { name: nameOf(one) })}
                      onClick={() => setLooking(one)}
                    >
                      {t('missions.manage')}
                    </Button>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
      <LinksDialog
        mission={looking}
        sessionId={sessionId}
        onEndAll={(mission) => {
          setLooking(undefined);
          setEnding(mission);
        }}
        onClose={() => setLooking(undefined)}
      />
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

function Name({ mission }: { readonly mission: Mission }) {
  const nameOf = useMissionName();
  return (
    <>
      {nameOf(mission)}
      {mission.email !== null && <span className={styles.email}>{mission.email}</span>}
    </>
  );
}
