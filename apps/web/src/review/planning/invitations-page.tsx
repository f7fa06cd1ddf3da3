import type { Output } from '@rostrum/client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Button } from '../../kit/button.tsx';
import { TextField } from '../../kit/field.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { EmptyState, Stack } from '../../kit/surface.tsx';
import { Timecode } from '../../kit/timecode.tsx';
import { api } from '../api.ts';
import { plain } from '../plain.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { Go, navigate, to } from '../router.tsx';
import { useEdited } from '../use-form-dialog.ts';
import { useKeys } from '../use-keys.ts';
import { useWords } from '../words/use-words.ts';
import { EditInvitation } from './edit-invitation.tsx';
import { type Asked, InvitationActs } from './invitation-acts.tsx';
import { InvitationRow } from './invitation-row.tsx';
import { Invite } from './invite.tsx';
import { MailChosen } from './mail-chosen.tsx';
import styles from './planning.module.css';
import { ReviewHead } from './review-head.tsx';
import { useStateName } from './use-state-name.ts';

export type Invitations = Output<'GET /api/v1/reviews/{id}/invitations'>;
export type PlannedInvitation = Invitations['invitations'][number];

/** Of more, a person finds nothing by looking: the search does. */
const ROWS_SHOWN = 200;

export default function InvitationsPage({ reviewId }: { readonly reviewId: string }) {
  const found = useQuery({
    queryKey: ['invitations', reviewId],
    queryFn: ({ signal }) =>
      api('GET /api/v1/reviews/{id}/invitations', { params: { id: reviewId } }, { signal }),
  });
  if (found.data) return <View found={found.data} error={found.error} />;
  if (found.isError) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Stack gap="far">
      <Skeleton shape="title" />
      <Skeleton shape="row" count={5} />
    </Stack>
  );
}

function View({ found, error }: { readonly found: Invitations; readonly error: Error | null }) {
  const { t } = useWords();
  const client = useQueryClient();
  const { session, invitations } = found;
  const { review } = found.review;
  const state = useStateName()(review);
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked>();
  const edited = useEdited(`invitations.${review.id}`);
  const field = useRef<HTMLInputElement>(null);
  useKeys({
    '/': () => field.current?.focus(),
    n: () => document.getElementById('invite')?.querySelector('button')?.click(),
    i: () => navigate(to.importInto(session.id)),
  });
  const refresh = async () => {
    await client.invalidateQueries({ queryKey: ['invitations', review.id] });
    await client.invalidateQueries({ queryKey: ['plan', session.id] });
    await client.invalidateQueries({ queryKey: ['board', session.id] });
    await client.invalidateQueries({ queryKey: ['programme', review.id] });
  };
  const shown = invitations.filter(({ organisation, email }) =>
    plain(`${organisation.name} ${email ?? ''}`).includes(plain(text.trim())),
  );
  const picked = invitations.filter(({ id }) => chosen.has(id));
  const toggle = (id: string) =>
    setChosen((now) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const allChosen = shown.length > 0 && shown.every(({ id }) => chosen.has(id));
  return (
    <Stack gap="far">
      <ReviewHead
        review={review}
        session={session}
        up={to.plan}
        facts={
          <>
            <span>
              {t('plan.floor')} <Timecode ms={review.floorTimeMs} />
              {review.floorTimeFrozen && ` (${t('plan.floor.frozen')})`}
            </span>
            <Go href={to.programme(review.id)}>{t('plan.toProgramme')}</Go>
          </>
        }
        aside={
          <>
            <Invite
              reviewId={review.id}
              stateName={state}
              sessionId={session.id}
              timeZone={session.timeZone}
              kind="primary"
            />
            <Button icon="upload" onClick={() => navigate(to.importInto(session.id))}>
              {t('plan.import')}
            </Button>
          </>
        }
      />
      {error && <ProblemNotice error={error} />}
      {invitations.length === 0 ? (
        <EmptyState title={t('invitations.none')}>{t('invitations.noneText')}</EmptyState>
      ) : (
        <section className={styles.section} aria-labelledby="invitations">
          <div className={styles.head}>
            <h2 id="invitations" className={styles.sectionTitle}>
              {t('invitations.title')}
            </h2>
            <div className={styles.choice}>
              <TextField
                label={t('invitations.search')}
                type="search"
                ref={field}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
          </div>
          <label className={styles.all}>
            <input
              type="checkbox"
              className={styles.check}
              checked={allChosen}
              onChange={() => setChosen(allChosen ? new Set() : new Set(shown.map(({ id }) => id)))}
            />
            <span className={styles.soft}>{t('invitations.selectAll')}</span>
          </label>
          {shown.length === 0 && <p className={styles.soft}>{t('invitations.noneFound')}</p>}
          <ul className={styles.rows} aria-labelledby="invitations">
            {shown.slice(0, ROWS_SHOWN).map((one) => (
              <InvitationRow
                key={one.id}
                one={one}
                timeZone={session.timeZone}
                chosen={chosen.has(one.id)}
                onToggle={() => toggle(one.id)}
                onAsk={(what) => (what === 'edit' ? edited.begin(one.id) : setAsked({ what, one }))}
              />
            ))}
          </ul>
          {shown.length > ROWS_SHOWN && (
            <p className={styles.soft}>{t('import.more', { n: shown.length - ROWS_SHOWN })}</p>
          )}
          {picked.length > 0 && (
            <MailChosen picked={picked} onDone={() => setChosen(new Set())} onSettled={refresh} />
          )}
        </section>
      )}
      <InvitationActs asked={asked} onClose={() => setAsked(undefined)} onChanged={refresh} />
      <EditInvitation
        one={invitations.find(({ id }) => id === edited.id)}
        draft={edited.draft}
        timeZone={session.timeZone}
        onClose={edited.end}
        onChanged={refresh}
      />
    </Stack>
  );
}
