import { languageNames } from '../../kit/i18n/words.tsx';
import { Menu } from '../../kit/menu.tsx';
import { State } from '../../kit/state.tsx';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import type { Act } from './invitation-acts.tsx';
import type { PlannedInvitation } from './invitations-page.tsx';
import styles from './planning.module.css';

const acts: readonly Act[] = ['edit', 'mail', 'show', 'revoke', 'remove'];

interface InvitationRowProps {
  readonly one: PlannedInvitation;
  readonly timeZone: string;
  readonly chosen: boolean;
  readonly onToggle: () => void;
  readonly onAsk: (act: Act) => void;
}

export function InvitationRow({ one, timeZone, chosen, onToggle, onAsk }: InvitationRowProps) {
  const { t, date } = useWords();
  const { organisation, email, deadlineAt, language } = one;
  const { name } = organisation;
  const withdrawn = one.state === 'withdrawn';
  return (
    <li className={`${styles.row} ${styles.invited}`}>
      <input
        type="checkbox"
        className={styles.check}
        aria-label={t('invitations.select', { name })}
        checked={chosen}
        disabled={withdrawn}
        onChange={onToggle}
      />
      <Go href={to.statement(one.statementId)} className={styles.name}>
        <bdi>{name}</bdi>
      </Go>
      <span className={styles.speaks}>
        {organisation.kind === 'nhri' && organisation.nhriStatus
          ? t('kind.nhriStatus', { status: organisation.nhriStatus })
          : t(`kind.${organisation.kind}`)}
      </span>
      <span className={styles.address}>
        {email === null ? t('invitations.noEmail') : <bdi dir="ltr">{email}</bdi>}
        <span className={styles.under}>
          {language in languageNames ? languageNames[language as keyof typeof languageNames] : language}
          {deadlineAt !== null &&
            ` · ${t('invitations.ownDeadline', {
              when: date(deadlineAt, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
            })}`}
        </span>
      </span>
      <span className={styles.access}>
        <Access one={one} />
      </span>
      <span className={styles.act}>
        <Menu
          trigger={t('plan.edit')}
          label={t('invitations.menu', { name })}
          onChoose={(id) => {
            const act = acts.find((known) => known === id);
            if (act) onAsk(act);
          }}
          entries={[
            { id: 'edit', label: t('invitations.edit'), icon: 'edit', disabled: withdrawn },
            {
              id: 'mail',
              label: t('invitations.mail'),
              icon: 'replay',
              disabled: withdrawn || email === null,
            },
            { id: 'show', label: t('invitations.show'), icon: 'copy', disabled: withdrawn },
            { id: 'revoke', label: t('invitations.revoke'), icon: 'lock', disabled: one.links === 0 },
            {
              id: 'remove',
              label: t('invitations.remove'),
              icon: 'trash',
              danger: true,
              disabled: !one.removable,
            },
          ]}
        />
      </span>
    </li>
  );
}

function Access({ one }: { readonly one: PlannedInvitation }) {
  const { t, date } = useWords();
  const { linkMail } = one;
  if (one.state === 'withdrawn') return <State tone="neutral">{t('stage.withdrawn')}</State>;
  if (one.links === 0) {
    return (
      <State tone="neutral" icon="lock">
        {t('invitations.link.none')}
      </State>
    );
  }
  if (one.opened) return <State tone="green">{t('invitations.link.opened')}</State>;
  if (linkMail === null) return <State tone="amber">{t('invitations.link.shown')}</State>;
  if (linkMail.state === 'failed') return <State tone="red">{t('invitations.link.failed')}</State>;
  if (linkMail.state === 'waiting') return <State tone="amber">{t('invitations.link.waiting')}</State>;
  return (
    <State tone="amber">
      {t('invitations.link.sent', { when: date(linkMail.at, { day: 'numeric', month: 'short' }) })}
    </State>
  );
}
