import { useMutation } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { LanguageChoice, Page } from '../kit/shell.tsx';
import { Skeleton } from '../kit/skeleton.tsx';
import { useLanguageSwitch } from '../kit/start.tsx';
import { EmptyState } from '../kit/surface.tsx';
import { AuditPage } from './administration/audit-page.tsx';
import { MailboxPage } from './administration/mailbox-page.tsx';
import { QueuePage } from './administration/queue-page.tsx';
import { StaffPage } from './administration/staff-page.tsx';
import { auth, queries } from './api.ts';
import { BoardPage } from './board/board-page.tsx';
import { forgetDrafts } from './drafts.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { MissionsPage } from './missions/missions-page.tsx';
import { ProgrammePage } from './programme/programme-page.tsx';
import { Go, navigate, type Place, placeOf, ROOT, to, usePathname } from './router.tsx';
import { AccountPage } from './sign-in/account-page.tsx';
import { StudioPage } from './studio/studio-page.tsx';
import { useKeys } from './use-keys.ts';
import { useLive } from './use-live.ts';
import type { Me } from './use-me.ts';
import { useWords } from './words/use-words.ts';
import styles from './work.module.css';

const ChecklistPage = lazy(async () => ({
  default: (await import('./checklist/checklist-page.tsx')).ChecklistPage,
}));
const PlanPage = lazy(() => import('./planning/plan-page.tsx'));
const InvitationsPage = lazy(() => import('./planning/invitations-page.tsx'));
const ImportPage = lazy(() => import('./planning/import/import-page.tsx'));

/** Everything behind the sign-in. */
export function Work({ me }: { readonly me: Me }) {
  useLive();
  const { t } = useWords();
  const pathname = usePathname();
  const place = placeOf(pathname);
  const [keysOpen, setKeysOpen] = useState(false);
  useKeys({ '?': () => setKeysOpen(true) });
  useFocusOnArrival(pathname);
  return (
    <div className={place.page === 'statement' ? styles.studio : undefined}>
      <Page
        place={t('review.place')}
        home={ROOT}
        width={place.page === 'statement' ? 'full' : 'wide'}
        tools={<Tools me={me} place={place} onKeys={() => setKeysOpen(true)} />}
      >
        <Suspense fallback={<Skeleton shape="row" count={6} />}>
          <Content place={place} me={me} />
        </Suspense>
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
    case 'programme':
      return <ProgrammePage key={place.reviewId} reviewId={place.reviewId} />;
    case 'missions':
      return <MissionsPage sessionId={place.sessionId} />;
    case 'checklist':
      return <ChecklistPage key={place.sessionId} sessionId={place.sessionId} />;
    case 'plan':
      return <PlanPage sessionId={place.sessionId} />;
    case 'invitations':
      return <InvitationsPage key={place.reviewId} reviewId={place.reviewId} />;
    case 'import':
      return <ImportPage key={place.sessionId} sessionId={place.sessionId} />;
    case 'account':
      return <AccountPage me={me} />;
    case 'mailbox':
      return me.demonstration ? <MailboxPage /> : <Nothing />;
    case 'staff':
      return administrator ? <StaffPage /> : <Nothing title={t('review.forbidden')} />;
    case 'queue':
      return administrator ? <QueuePage /> : <Nothing title={t('review.forbidden')} />;
    case 'audit':
      return administrator ? <AuditPage /> : <Nothing title={t('review.forbidden')} />;
    case 'nothing':
      return <Nothing />;
  }
}

function Nothing({ title }: { readonly title?: string }) {
  const { t } = useWords();
  return (
    <EmptyState title={title ?? t('review.nothing')} action={<Go href={ROOT}>{t('review.toBoard')}</Go>} />
  );
}

const administration = ['staff', 'queue', 'audit'] as const;

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
        <Go href={to.plan()} aria-current={place.page === 'plan' ? 'page' : undefined}>
          {t('plan.title')}
        </Go>
        <Go href={to.missions()} aria-current={place.page === 'missions' ? 'page' : undefined}>
          {t('nav.missions')}
        </Go>
      </nav>
      <span className={styles.keys}>
        <Button kind="plain" onClick={onKeys} title={t('keys.title')} aria-label={t('keys.title')}>
          ?
        </Button>
      </span>
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
    </div>
  );
}

/** A new page is announced by its heading; the first one keeps the browser's own place. */
function useFocusOnArrival(pathname: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }, [pathname]);
}
