import { useQuery } from '@tanstack/react-query';
import { Menu } from '../../kit/menu.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { api } from '../api.ts';
import { csvText, download } from '../planning/import/csv-text.ts';
import { useNameOfCode } from '../planning/use-state-name.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { type ReviewKey, useWords } from '../words/use-words.ts';
import {
  type Attendance,
  type Attended,
  type AttendedReview,
  minutesOf,
  type Names,
  tableByMission,
  tableByState,
} from './attendance-table.ts';
import styles from './missions.module.css';
import { useMissionName } from './use-mission-name.ts';

export function AttendancePanel({ sessionId }: { readonly sessionId: string }) {
  const { t } = useWords();
  const attendance = useQuery({
    queryKey: ['missions', sessionId, 'attendance'],
    queryFn: ({ signal }) =>
      api('GET /api/v1/sessions/{id}/attendance', { params: { id: sessionId } }, { signal }),
    refetchInterval: 60_000,
  });
  const nameOfCode = useNameOfCode();
  const mission = useMissionName();
  const names: ShownNames = {
    state: ({ stateCode, stateName }) => nameOfCode(stateCode, stateName),
    mission,
    place: (one) => nameOfCode(one.stateCode, mission(one)),
  };
  if (attendance.isError && !attendance.data) {
    return <ProblemNotice error={attendance.error} onRetry={() => void attendance.refetch()} />;
  }
  if (attendance.isPending) return <Skeleton shape="row" count={8} />;
  const { data } = attendance;
  const save = (by: string) => {
    const table = by === 'mission' ? tableByMission(data, names, t) : tableByState(data, names, t);
    download(
      `attendance-session-${data.session.number}-by-${by}.csv`,
      new Blob([csvText(table)], { type: 'text/csv' }),
    );
  };
  return (
    <Stack gap="far">
      <TheRecord attendance={data} />
      <section>
        <Stack>
          <div className={styles.sectionHead}>
            <h2>{t('attendance.byState')}</h2>
            <Menu
              trigger={t('attendance.export')}
              label={t('attendance.export')}
              onChoose={save}
              entries={[
                { id: 'state', label: t('attendance.exportStates'), icon: 'download' },
                { id: 'mission', label: t('attendance.exportMissions'), icon: 'download' },
              ]}
            />
          </div>
          <p className={styles.soft}>{t('attendance.text')}</p>
          {data.reviews.every(({ attended }) => attended.length === 0) ? (
            <EmptyState title={t('attendance.none')}>{t('attendance.noneText')}</EmptyState>
          ) : (
            <ByState reviews={data.reviews} names={names} />
          )}
        </Stack>
      </section>
    </Stack>
  );
}

/** Missions stand by their State. */
interface ShownNames extends Names {
  readonly place: (mission: Attended) => string;
}

const ROWS = ['presessions', 'missions', 'presentations', 'minutes'] as const;

/** As it has been published since 2012, and how it goes on here. */
function TheRecord({ attendance: { session, totals, recordOf2017 } }: { readonly attendance: Attendance }) {
  const { t, number } = useWords();
  const before = (row: (typeof ROWS)[number]) =>
    row === 'minutes'
      ? '–'
      : row === 'presentations'
        ? t('attendance.almost', { n: number(recordOf2017.presentations) })
        : number(recordOf2017[row]);
  const name = (row: (typeof ROWS)[number]): ReviewKey => `attendance.row.${row}`;
  return (
    <section>
      <Stack>
        <div className={styles.titleLine}>
          <h2>{t('attendance.record')}</h2>
        </div>
        <Table
          caption={t('attendance.record')}
          captionHidden
          rows={ROWS}
          rowKey={(row) => row}
          columns={[
            { key: 'what', header: t('attendance.what'), rowHeader: true, cell: (row) => t(name(row)) },
            {
              key: 'session',
              header: t('session.name', { n: session.number }),
              figures: true,
              cell: (row) => number(totals.session[row]),
            },
            {
              key: 'all',
              header: t('attendance.all'),
              figures: true,
              cell: (row) => number(totals.all[row]),
            },
            { key: 'before', header: t('attendance.until2017'), figures: true, cell: before },
          ]}
        />
        <p className={styles.soft}>{t('attendance.source')}</p>
      </Stack>
    </section>
  );
}

function ByState({
  reviews,
  names,
}: {
  readonly reviews: readonly AttendedReview[];
  readonly names: ShownNames;
}) {
  const { t, number, language } = useWords();
  const { compare } = new Intl.Collator(language);
  return (
    <Table
      caption={t('attendance.byState')}
      captionHidden
      rows={reviews}
      rowKey={({ review }) => review.id}
      columns={[
        {
          key: 'state',
          header: t('board.state'),
          rowHeader: true,
          cell: ({ review }) => names.state(review),
        },
        {
          key: 'count',
          header: t('attendance.missions'),
          figures: true,
          cell: ({ attended }) => number(attended.length),
        },
        {
          key: 'minutes',
          header: t('attendance.minutes'),
          figures: true,
          cell: (one) => number(minutesOf(one)),
        },
        {
          key: 'who',
          header: t('attendance.who'),
          cell: ({ review, attended }) =>
            attended.length > 0 && (
              <details>
                <summary aria-label={t('attendance.showOf', { name: names.state(review) })}>
                  {t('attendance.show')}
                </summary>
                <ul className={styles.attended}>
                  {[...attended]
                    .sort((a, b) => compare(names.place(a), names.place(b)))
                    .map((one) => (
                      <li key={one.missionId}>
                        <span>{names.mission(one)}</span>
                        <span className={styles.figure}>{t('attendance.minutesOf', { n: one.minutes })}</span>
                      </li>
                    ))}
                </ul>
              </details>
            ),
        },
      ]}
    />
  );
}

export default AttendancePanel;
