import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { Confirm } from '../confirm.tsx';
import { LinkOnce } from '../link-once.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { changesOf, InvitationFields, valuesOf } from './invitation-fields.tsx';
import type { PlannedInvitation } from './invitations-page.tsx';
import styles from './planning.module.css';

export type Act = 'edit' | 'mail' | 'show' | 'revoke' | 'remove';
export interface Asked {
  readonly what: Act;
  readonly one: PlannedInvitation;
}

interface InvitationActsProps {
  readonly asked: Asked | undefined;
  readonly timeZone: string;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** What can be done about one invitation; each asks first what it would end. */
export function InvitationActs({ asked, timeZone, onClose, onChanged }: InvitationActsProps) {
  const { t } = useWords();
  const [link, setLink] = useState<{ readonly name: string; readonly link: string }>();
  const act = useMutation({
    mutationFn: async ({ what, one }: Asked): Promise<string | null> => {
      const params = { id: one.id };
      if (what === 'remove') await api('DELETE /api/v1/invitations/{id}', { params });
      else if (what === 'revoke') await api('DELETE /api/v1/invitations/{id}/link', { params });
      else {
        const body = { mail: what === 'mail' };
        const answer = await api('POST /api/v1/invitations/{id}/link', { params, body });
        return what === 'show' ? answer.link : null;
      }
      return null;
    },
    onSuccess: async (made, { what, one }) => {
      const { name } = one.organisation;
      onClose();
      if (made !== null) setLink({ name, link: made });
      else if (what === 'mail') showToast({ tone: 'green', text: t('invitations.mailed', { n: 1 }) });
      else {
        const said = what === 'remove' ? 'invitations.removed' : 'invitations.revoked';
        showToast({ tone: 'neutral', text: t(said, { name }) });
      }
      await onChanged();
    },
  });
  const name = asked?.one.organisation.name ?? '';
  const close = () => {
    act.reset();
    onClose();
  };
  const words = {
    remove: ['invitations.removeTitle', 'invitations.removeText', 'invitations.remove'],
    revoke: ['invitations.revokeTitle', 'invitations.revokeText', 'invitations.revoke'],
    show: ['invitations.showTitle', 'invitations.mailText', 'invitations.show'],
    mail: ['invitations.showTitle', 'invitations.mailText', 'invitations.mail'],
  } as const;
  const question = asked === undefined || asked.what === 'edit' ? null : words[asked.what];
  return (
    <>
      <Confirm
        title={question === null ? '' : t(question[0], { name })}
        text={question === null ? '' : t(question[1])}
        act={question === null ? '' : t(question[2])}
        danger={asked?.what === 'remove' || asked?.what === 'revoke'}
        open={question !== null}
        run={act}
        onAct={() => asked && act.mutate(asked)}
        onClose={close}
      />
      <Dialog
        title={t('invitations.editTitle', { name })}
        open={asked?.what === 'edit'}
        onClose={close}
        alert
      >
        {asked?.what === 'edit' && (
          <EditInvitation one={asked.one} timeZone={timeZone} onClose={close} onChanged={onChanged} />
        )}
      </Dialog>
      <LinkOnce
        title={t('link.titleOf', { name: link?.name ?? '' })}
        link={link?.link}
        onClose={() => setLink(undefined)}
      />
    </>
  );
}

interface EditInvitationProps {
  readonly one: PlannedInvitation;
  readonly timeZone: string;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

function EditInvitation({ one, timeZone, onClose, onChanged }: EditInvitationProps) {
  const { t } = useWords();
  const [opened] = useState(() => valuesOf(one, timeZone));
  const [values, setValues] = useState(opened);
  const save = useMutation({
    mutationFn: async () => {
      const { email, ...body } = changesOf(values, opened, timeZone);
      const params = { id: one.id };
      if (Object.keys(body).length > 0) await api('PATCH /api/v1/invitations/{id}', { params, body });
      if (email !== undefined) {
        await api('PUT /api/v1/invitations/{id}/contact', { params, body: { email } });
      }
    },
    onSuccess: () => {
      showToast({ tone: 'green', text: t('invitations.saved') });
      onClose();
    },
    onSettled: onChanged,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      {save.error && <ProblemNotice error={save.error} conflict={t('invitations.editConflict')} />}
      <InvitationFields
        values={values}
        timeZone={timeZone}
        onChange={(changes) => setValues((now) => ({ ...now, ...changes }))}
      />
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" busy={save.isPending && t('review.saving')}>
          {t('review.save')}
        </Button>
        <Button onClick={onClose}>{t('review.cancel')}</Button>
      </div>
    </form>
  );
}
