import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { LanguageChoice, Page } from '../kit/shell.tsx';
import { useLanguageSwitch } from '../kit/start.tsx';
import { Stack } from '../kit/surface.tsx';
import { auth, queries } from './api.ts';
import { BoardPage } from './board/board-page.tsx';
import { forgetRow } from './board/return-to-row.ts';
import { isAmongRows } from './board/row-cursor.ts';
import { forgetDrafts } from './drafts.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { MissionsPage } from './missions/missions-page.tsx';
import { onDemand } from './on-demand.tsx';
import { QuestionsLink } from './questions/questions-link.tsx';
import { Go, navigate, type Place, placeOf, ROOT, to, usePathname } from './router.tsx';
import { AccountPage } from './sign-in/account-page.tsx';
import { StudioPage } from './studio/studio-page.tsx';
import { useKeys } from './use-keys.ts';
import { useLive } from './use-live.ts';
import type { Me } from './use-me.ts';
import { useWords } from './words/use-words.ts';
import styles from './work.module.css';

const ProgrammePage = onDemand(async () => (await import('./programme/programme-page.tsx')).ProgrammePage);
const CaptionsPage = onDemand(async () => (await import('./captions/captions-page.tsx')).CaptionsPage);
const ChecklistPage = onDemand(async () => (await import('./checklist/checklist-page.tsx')).ChecklistPage);
const TemplatesPage = onDemand(async () => (await import('./decisions/templates-page.tsx')).TemplatesPage);
const QuestionsPage = onDemand(async () => (await import('./questions/questions-page.tsx')).QuestionsPage);
const HalfDaysPage = onDemand(async () => (await import('./half-days/half-days-page.tsx')).HalfDaysPage);
const SessionIssuesPage = onDemand(
  async () => (await import('./recommendations/session-page.tsx')).SessionIssuesPage,
);
const ThemesPage = onDemand(async () => (await import('./recommendations/themes-page.tsx')).ThemesPage);
const PlanPage = onDemand(async () => (await import('./planning/plan-page.tsx')).default);
const InvitationsPage = onDemand(async () => (await import('./planning/invitations-page.tsx')).default);
const ImportPage = onDemand(async () => (await import('./planning/import/import-page.tsx')).default);
const MailboxPage = onDemand(async () => (await import('./administration/mailbox-page.tsx')).MailboxPage);
const StaffPage = onDemand(async () => (await import('./administration/staff-page.tsx')).StaffPage);
const QueuePage = onDemand(async () => (await import('./administration/queue-page.tsx')).QueuePage);
const MailPage = onDemand(async () => (await import('./administration/mail-page.tsx')).MailPage);
const StoragePage = onDemand(async () => (await import('./administration/storage-page.tsx')).StoragePage);
const SettingsPage = onDemand(async () => (await import('./administration/settings-page.tsx')).SettingsPage);
const AuditPage = onDemand(async () => (await import('./administration/audit-page.tsx')).AuditPage);

/** The board itself, and pages that lead back to it as it was left. */
const KNOW_THE_WAY_BACK: ReadonlySet<Place['page']> = new Set(['board', 'statement', 'programme']);

/** Everything behind the sign-in. */
export function Work({ me }: { readonly me: Me }) {
  useLive();
  const { t } = useWords();
  const pathname = usePathname();
  const place = placeOf(pathname);
  const [keysOpen, setKeysOpen] = useState(false);
  useKeys({
    '?': () => setKeysOpen(true),
    // Of two that have a key the one that was there first gets it, which would always be this one.
    ...(KNOW_THE_WAY_BACK.has(place.page)
      ? {}
      : { h: () => navigate(to.board('sessionId' in place ? place.sessionId : undefined)) }),
  });
  useFocusOnArrival(pathname);
  return (
    <div className={place.page === 'statement' ? styles.studio : undefined}>
      <Page
        place={t('review.place')}
        home={ROOT}
        width={place.page === 'statement' ? 'full' : 'wide'}
        tools={<Tools me={me} place={place} onKeys={() => setKeysOpen(true)} />}
      >
        <Content place={place} me={me} />
      </Page>
      <KeysDialog open={keysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  );
}

function Content({ place, me }: { readonly place: Place; readonly me: Me }): ReactNode {
  const { t } = useWords();
  const administrator = me.role === 'administrator';
  switch (place.page) {
    case 'board':
      return <BoardPage sessionId={place.sessionId} />;
    case 'statement':
      return <StudioPage key={place.id} id={place.id} />;
    case 'captions':
      return <CaptionsPage key={place.id} id={place.id} />;
    case 'programme':
      return <ProgrammePage key={place.reviewId} reviewId={place.reviewId} />;
    case 'missions':
      return <MissionsPage sessionId={place.sessionId} />;
    case 'questions':
      return <QuestionsPage sessionId={place.sessionId} />;
    case 'recommendations':
      return <SessionIssuesPage sessionId={place.sessionId} />;
    case 'themes':
      return <ThemesPage />;
    case 'half-days':
      return <HalfDaysPage sessionId={place.sessionId} />;
    case 'checklist':
      return <ChecklistPage key={place.sessionId} sessionId={place.sessionId} />;
    case 'plan':
      return <PlanPage sessionId={place.sessionId} />;
    case 'invitations':
      return <InvitationsPage key={place.reviewId} reviewId={place.reviewId} />;
    case 'import':
      return <ImportPage key={place.sessionId} sessionId={place.sessionId} />;
    case 'templates':
      return <TemplatesPage />;
    case 'account':
      return <AccountPage me={me} />;
    case 'mailbox':
      return me.demonstration ? <MailboxPage /> : <Nothing />;
    case 'staff':
      return administrator ? <StaffPage /> : <Nothing title={t('review.forbidden')} />;
    case 'queue':
      return administrator ? <QueuePage /> : <Nothing title={t('review.forbidden')} />;
    case 'mail':
      return administrator ? <MailPage /> : <Nothing title={t('review.forbidden')} />;
    case 'storage':
      return administrator ? <StoragePage /> : <Nothing title={t('review.forbidden')} />;
    case 'settings':
      return administrator ? <SettingsPage /> : <Nothing title={t('review.forbidden')} />;
    case 'audit':
      return administrator ? <AuditPage /> : <Nothing title={t('review.forbidden')} />;
    case 'nothing':
      return <Nothing />;
  }
}

function Nothing({ title }: { readonly title?: string }) {
  const { t } = useWords();
  return (
    <Stack>
      <h1>{title ?? t('review.nothing')}</h1>
      <p>
        <Go href={ROOT}>{t('review.toBoard')}</Go>
      </p>
    </Stack>
  );
}

const administration = ['staff', 'queue', 'mail', 'storage', 'settings', 'audit'] as const;

function Tools({
  me,
  place,
  onKeys,
}: {
  readonly me: Me;
  readonly place: Place;
  readonly onKeys: () => void;
}) {
  const { t, language } = useWords();
  const { languages, choose } = useLanguageSwitch();
  const leave = useMutation({
    mutationFn: () => auth('sign-out'),
    onSuccess: () => {
      forgetDrafts();
      queries.clear();
      location.assign(ROOT);
    },
  });
  const pages = [
    ...(me.role === 'administrator' ? administration : []),
    ...(me.demonstration ? (['mailbox'] as const) : []),
  ];
  const onChoose = (id: string) => {
    if (id === 'leave') leave.mutate();
    else if (id === 'account') navigate(to.page('account'));
    else {
      const page = pages.find((one) => one === id);
      if (page) navigate(to.page(page));
    }
  };
  return (
    <div className={styles.tools}>
      <nav className={styles.nav} aria-label={t('nav.label')}>
        <Go href={to.board()} aria-current={place.page === 'board' ? 'page' : undefined}>
          {t('nav.board')}
        </Go>
        <Go
          href={to.plan()}
          aria-current={place.page === 'plan' || place.page === 'half-days' ? 'page' : undefined}
        >
          {t('plan.title')}
        </Go>
        <Go href={to.missions()} aria-current={place.page === 'missions' ? 'page' : undefined}>
          {t('nav.missions')}
        </Go>
        <QuestionsLink current={place.page === 'questions'} />
        <Go href={to.issues()} aria-current={place.page === 'recommendations' ? 'page' : undefined}>
          {t('nav.recommendations')}
        </Go>
      </nav>
      <span className={styles.keys}>
        <Button kind="plain" onClick={onKeys} title={t('keys.title')} aria-label={t('keys.title')}>
          ?
        </Button>
      </span>
      <span className={styles.own}>
        <LanguageChoice languages={languages} value={language} onChange={(next) => void choose(next)} />
        <Menu
          trigger={<span className={styles.person}>{me.name ?? t('nav.account')}</span>}
          label={t('nav.menu')}
          onChoose={onChoose}
          entries={[
            ...pages.map((page) => ({ id: page, label: t(`nav.${page}`) })),
            { id: 'account', icon: 'lock' as const, label: t('nav.account') },
            { id: 'leave', label: t('nav.leave') },
          ]}
        />
      </span>
    </div>
  );
}

/** A new page begins at its top; the first one keeps the browser's own place, and the board the row one comes from. */
function useFocusOnArrival(pathname: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const { page } = placeOf(pathname);
    if (page !== 'board' && page !== 'statement') forgetRow();
    if (page === 'board' && isAmongRows(document.activeElement)) return;
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
