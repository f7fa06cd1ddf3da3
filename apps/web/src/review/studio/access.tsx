import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { Address } from './address.tsx';
import styles from './studio.module.css';
import type { Detail } from './types.ts';

interface AccessProps {
  readonly detail: Detail;
  readonly invitationId: string | undefined;
}

/** The speaker's link and the devices it was opened on. */
export function Access({ detail, invitationId }: AccessProps) {
  const { t, date } = useWords();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'renew' | 'revoke'>();
  const refresh = () => client.invalidateQueries({ queryKey: ['statement', detail.statement.id] });
  const renew = useMutation({
    mutationFn: (id: string) =>
      api('POST /api/v1/invitations/{id}/link', { params: { id }, body: { mail: false } }),
    onSuccess: () => {
      setAsking(undefined);
      void refresh();
    },
  });
  const revoke = useMutation({
    mutationFn: (id: string) => api('DELETE /api/v1/invitations/{id}/link', { params: { id } }),
    onSuccess: () => {
      setAsking(undefined);
      showToast({ tone: 'neutral', text: t('access.revoked') });
      void refresh();
    },
  });
  const act = asking === 'renew' ? renew : revoke;
  return (
    <section className={styles.section} aria-labelledby="access">
      <h2 id="access" className={styles.sectionTitle}>
        {t('access.title')}
      </h2>
      {detail.devices.length === 0 ? (
        <p className={styles.soft}>{t('access.noDevices')}</p>
      ) : (
        <ul className={styles.list}>
          {detail.devices.map(({ openedAt, byCode }) => (
            <li key={openedAt}>
              {t(byCode ? 'access.byCode' : 'access.first', {
                when: date(openedAt, { dateStyle: 'medium', timeStyle: 'short' }),
              })}
            </li>
          ))}
        </ul>
      )}
      <Address detail={detail} invitationId={invitationId} />
      <div className={styles.buttons}>
        <Button icon="replay" disabled={!invitationId} onClick={() => setAsking('renew')}>
          {t('access.renew')}
        </Button>
        <Button kind="plain" icon="lock" disabled={!invitationId} onClick={() => setAsking('revoke')}>
          {t('access.revoke')}
        </Button>
      </div>
      <Dialog
        title={t(asking === 'revoke' ? 'access.revokeTitle' : 'access.renewTitle')}
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        alert
        actions={
          <>
            <Button
              kind={asking === 'revoke' ? 'danger' : 'primary'}
              busy={act.isPending && t('review.saving')}
              onClick={() => invitationId && act.mutate(invitationId)}
            >
              {t(asking === 'revoke' ? 'access.revoke' : 'access.renew')}
            </Button>
            <Button onClick={() => setAsking(undefined)}>{t('review.cancel')}</Button>
          </>
        }
      >
        <p>{t(asking === 'revoke' ? 'access.revokeText' : 'access.renewText')}</p>
        {act.error && <ProblemNotice error={act.error} />}
      </Dialog>
      <LinkOnce
        title={t('link.titleOf', { name: detail.organisation.name })}
        link={renew.data?.link}
        onClose={renew.reset}
      />
    </section>
  );
}
