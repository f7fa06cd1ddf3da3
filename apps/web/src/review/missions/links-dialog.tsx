import { DEVICES_PER_LINK } from '@rostrum/domain';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './missions.module.css';
import type { Mission } from './missions-page.tsx';
import { useMissionName } from './use-mission-name.ts';

interface LinksDialogProps {
  readonly mission: Mission | undefined;
  readonly sessionId: string;
  /** All of them, after one more question. */
  readonly onEndAll: (mission: Mission) => void;
  readonly onClose: () => void;
}

/** The links of one mission that are good now: one of them can be ended by itself. */
export function LinksDialog({ mission, sessionId, onEndAll, onClose }: LinksDialogProps) {
  const { t } = useWords();
  const nameOf = useMissionName();
  return (
    <Dialog
      title={t('missions.linksTitle', { name: mission ? nameOf(mission) : '' })}
      open={mission !== undefined}
      onClose={onClose}
      actions={
        mission && (
          <Button kind="danger" onClick={() => onEndAll(mission)}>
            {t('missions.endAllOf')}
          </Button>
        )
      }
    >
      {mission && <Links missionId={mission.id} sessionId={sessionId} />}
    </Dialog>
  );
}

function Links({ missionId, sessionId }: { readonly missionId: string; readonly sessionId: string }) {
  const { t, date } = useWords();
  const client = useQueryClient();
  const key = ['missions', sessionId, 'links', missionId] as const;
  const links = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const asked = { params: { id: missionId }, query: { sessionId } };
      return (await api('GET /api/v1/missions/{id}/links', asked, { signal })).links;
    },
  });
  const end = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/mission-links/{id}', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['missions', sessionId] }),
  });
  if (links.isPending) return <Skeleton shape="row" count={2} />;
  if (links.isError) return <ProblemNotice error={links.error} onRetry={() => void links.refetch()} />;
  if (links.data.length === 0) return <p>{t('missions.noLink')}</p>;
  const day = (at: string) => date(at, { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <Stack>
      <p className={styles.soft}>{t('missions.linksText', { n: DEVICES_PER_LINK })}</p>
      {end.error && <ProblemNotice error={end.error} />}
      <ul className={styles.links}>
        {links.data.map((link) => (
          <li key={link.id}>
            <span>
              {t('missions.linkMade', { date: day(link.createdAt), until: day(link.expiresAt) })}
              <span className={styles.fact}>
                {t(link.mailed ? 'missions.linkMailed' : 'missions.linkHanded')}
                {' · '}
                {link.devices > 0 ? t('missions.openedBy', { n: link.devices }) : t('missions.linkNotOpened')}
              </span>
              {link.openings > 0 && (
                <span className={styles.fact}>{t('missions.openings', { n: link.openings })}</span>
              )}
            </span>
            <Button
              icon="lock"
              aria-label={t('missions.endOneOf', { date: day(link.createdAt) })}
              busy={end.isPending && end.variables === link.id && t('review.saving')}
              onClick={() => end.mutate(link.id)}
            >
              {t('missions.end')}
            </Button>
          </li>
        ))}
      </ul>
    </Stack>
  );
}
