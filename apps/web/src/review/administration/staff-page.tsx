import type { Output } from '@rostrum/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Select, TextField } from '../../kit/field.tsx';
import { PageHead } from '../../kit/page-head.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { State } from '../../kit/state.tsx';
import { Stack } from '../../kit/surface.tsx';
import { Table } from '../../kit/table.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { Confirm } from '../confirm.tsx';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './administration.module.css';

type Member = Output<'GET /api/v1/staff'>['staff'][number];
type Act = 'disable' | 'enable' | 'reset' | 'promote' | 'demote';

const roles = ['coordinator', 'administrator'] as const;

export function StaffPage() {
  const { t } = useWords();
  const [inviting, setInviting] = useState(false);
  const [asking, setAsking] = useState<{ readonly act: Act; readonly member: Member }>();
  const again = useInviteAgain();
  const staff = useQuery({
    queryKey: ['staff'],
    queryFn: async ({ signal }) => (await api('GET /api/v1/staff', undefined, { signal })).staff,
  });
  return (
    <Stack gap="far">
      <PageHead
        title={t('nav.staff')}
        aside={
          <Button kind="primary" icon="plus" onClick={() => setInviting(true)}>
            {t('staff.invite')}
          </Button>
        }
      />
      {staff.isError && <ProblemNotice error={staff.error} onRetry={() => void staff.refetch()} />}
      {staff.isPending && <Skeleton shape="row" count={4} />}
      {staff.data && (
        <Table
          caption={t('nav.staff')}
          captionHidden
          rows={staff.data}
          rowKey={(member) => member.id}
          columns={[
            {
              key: 'name',
              header: t('staff.name'),
              rowHeader: true,
              cell: (one) => (
                <>
                  <bdi>{one.name}</bdi>
                  <br />
                  <bdi dir="ltr" className={styles.soft}>
                    {one.email}
                  </bdi>
                </>
              ),
            },
            { key: 'role', header: t('staff.role'), cell: (one) => t(`role.${one.role}`) },
            { key: 'state', header: t('staff.state'), cell: (one) => <MemberState member={one} /> },
            {
              key: 'act',
              header: t('missions.act'),
              cell: (one) => (
                <MemberActs
                  member={one}
                  onAsk={(act) => setAsking({ act, member: one })}
                  inviting={again.isPending && again.variables.id === one.id}
                  onInvite={() => again.mutate(one)}
                />
              ),
            },
          ]}
        />
      )}
      {again.error && <ProblemNotice error={again.error} />}
      <LinkOnce
        title={t('link.titleOf', { name: again.variables?.name ?? '' })}
        link={again.data?.link}
        onClose={again.reset}
      />
      <InviteMember open={inviting} onClose={() => setInviting(false)} />
      <Ask asking={asking} onClose={() => setAsking(undefined)} />
    </Stack>
  );
}

function useInviteAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Member) => api('POST /api/v1/staff/{id}/invite-again', { params: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
}

function MemberState({ member }: { readonly member: Member }) {
  const { t, date } = useWords();
  const day = (at: string) => date(at, { dateStyle: 'medium' });
  if (member.disabled) {
    return (
      <State tone="neutral" icon="lock">
        {t('staff.disabled')}
      </State>
    );
  }
  if (member.invitationOpen) {
    const open = member.invitationEndsAt !== null && Date.parse(member.invitationEndsAt) > Date.now();
    return (
      <>
        <State tone="amber">{t('staff.invited')}</State>
        <p className={styles.soft}>
          {open
            ? t('staff.linkUntil', { when: day(member.invitationEndsAt ?? '') })
            : member.lastSeenAt
              ? t('staff.seen', { when: day(member.lastSeenAt) })
              : t('staff.linkEnded')}
        </p>
      </>
    );
  }
  return (
    <>
      {member.secondFactor ? (
        <State tone="green">{t('staff.active')}</State>
      ) : (
        <State tone="amber">{t('staff.noFactor')}</State>
      )}
      {member.lastSeenAt && (
        <p className={styles.soft}>{t('staff.seen', { when: day(member.lastSeenAt) })}</p>
      )}
    </>
  );
}

interface MemberActsProps {
  readonly member: Member;
  readonly onAsk: (act: Act) => void;
  readonly inviting: boolean;
  readonly onInvite: () => void;
}

function MemberActs({ member, onAsk, inviting, onInvite }: MemberActsProps) {
  const { t } = useWords();
  const { name } = member;
  return (
    <span className={styles.rowActs}>
      {member.invitationOpen && !member.disabled && (
        <Button
          aria-label={t('staff.inviteAgainOf', { name })}
          busy={inviting && t('review.saving')}
          onClick={onInvite}
        >
          {t('staff.inviteAgain')}
        </Button>
      )}
      {!member.disabled && (
        <Button
          kind="plain"
          aria-label={t(member.role === 'administrator' ? 'staff.demoteOf' : 'staff.promoteOf', { name })}
          onClick={() => onAsk(member.role === 'administrator' ? 'demote' : 'promote')}
        >
          {t(member.role === 'administrator' ? 'staff.demote' : 'staff.promote')}
        </Button>
      )}
      {member.disabled ? (
        <Button aria-label={t('staff.enableOf', { name })} onClick={() => onAsk('enable')}>
          {t('staff.enable')}
        </Button>
      ) : (
        <Button kind="plain" aria-label={t('staff.disableOf', { name })} onClick={() => onAsk('disable')}>
          {t('staff.disable')}
        </Button>
      )}
      {member.secondFactor && (
        <Button kind="plain" aria-label={t('staff.resetOf', { name })} onClick={() => onAsk('reset')}>
          {t('staff.reset')}
        </Button>
      )}
    </span>
  );
}

interface AskProps {
  readonly asking: { readonly act: Act; readonly member: Member } | undefined;
  readonly onClose: () => void;
}

function Ask({ asking, onClose }: AskProps) {
  const { t } = useWords();
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: ({ act: what, member }: { act: Act; member: Member }) => {
      const input = { params: { id: member.id } };
      if (what === 'disable') return api('POST /api/v1/staff/{id}/disable', input);
      if (what === 'enable') return api('POST /api/v1/staff/{id}/enable', input);
      if (what === 'promote' || what === 'demote') {
        const role = what === 'promote' ? ('administrator' as const) : ('coordinator' as const);
        return api('PUT /api/v1/staff/{id}/role', { ...input, body: { role } });
      }
      return api('POST /api/v1/staff/{id}/reset-second-factor', input);
    },
    onSuccess: (_nothing, { act: what, member }) => {
      showToast({ tone: 'neutral', text: t(`staff.${what}Done`, { name: member.name }) });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['staff'] }),
  });
  const close = () => {
    act.reset();
    onClose();
  };
  return (
    <Confirm
      title={asking ? t(`staff.${asking.act}Of`, { name: asking.member.name }) : ''}
      text={asking ? t(`staff.${asking.act}Text`) : ''}
      act={asking ? t(`staff.${asking.act}`) : ''}
      danger={asking?.act !== 'enable' && asking?.act !== 'promote'}
      open={asking !== undefined}
      run={act}
      onAct={() => asking && act.mutate(asking)}
      onClose={close}
    />
  );
}

function InviteMember({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<(typeof roles)[number]>('coordinator');
  const [named, setNamed] = useState('');
  const invite = useMutation({
    mutationFn: () => api('POST /api/v1/staff', { body: { name, email: email.trim(), role } }),
    onSuccess: () => {
      setNamed(name);
      setName('');
      setEmail('');
      onClose();
      void client.invalidateQueries({ queryKey: ['staff'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  return (
    <>
      <Dialog title={t('staff.invite')} open={open} onClose={onClose} alert>
        <form onSubmit={submit}>
          <Stack>
            {invite.error && <ProblemNotice error={invite.error} />}
            <TextField
              autoFocus
              label={t('staff.name')}
              required
              maxLength={200}
              dir="auto"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={t('sign.email')}
              type="email"
              required
              dir="ltr"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <Select
              label={t('staff.role')}
              hint={t('staff.roleHint')}
              options={roles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
              value={role}
              onChange={(event) =>
                setRole(event.target.value === 'administrator' ? 'administrator' : 'coordinator')
              }
            />
            <span className={styles.acts}>
              <Button kind="primary" type="submit" busy={invite.isPending && t('review.saving')}>
                {t('staff.inviteAction')}
              </Button>
              <Button onClick={onClose}>{t('review.cancel')}</Button>
            </span>
          </Stack>
        </form>
      </Dialog>
      <LinkOnce title={t('link.titleOf', { name: named })} link={invite.data?.link} onClose={invite.reset} />
    </>
  );
}
