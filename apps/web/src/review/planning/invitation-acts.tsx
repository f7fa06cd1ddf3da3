import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { showToast } from '../../kit/toast.tsx';
import { api } from '../api.ts';
import { Confirm } from '../confirm.tsx';
import { LinkOnce } from '../link-once.tsx';
import { useWords } from '../words/use-words.ts';
import type { PlannedInvitation } from './invitations-page.tsx';

export type Act = 'edit' | 'mail' | 'show' | 'revoke' | 'remove';
export interface Asked {
  readonly what: Exclude<Act, 'edit'>;
  readonly one: PlannedInvitation;
}

interface InvitationActsProps {
  readonly asked: Asked | undefined;
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** What can be done about one invitation; each asks first what it would end. */
export function InvitationActs({ asked, onClose, onChanged }: InvitationActsProps) {
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
  const question = asked === undefined ? null : words[asked.what];
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
      <LinkOnce
        title={t('link.titleOf', { name: link?.name ?? '' })}
        link={link?.link}
        onClose={() => setLink(undefined)}
      />
    </>
  );
}
