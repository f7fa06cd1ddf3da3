import { ApiProblem } from '@rostrum/client';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { Skeleton } from '../../kit/skeleton.tsx';
import { Stack } from '../../kit/surface.tsx';
import { api, queries } from '../api.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { ROOT } from '../router.tsx';
import { isStaff, useMe } from '../use-me.ts';
import { useWords } from '../words/use-words.ts';
import { Work } from '../work.tsx';
import { AcceptInvitation } from './accept-invitation.tsx';
import { Entrance } from './entrance.tsx';
import { SecondFactorSetUp } from './second-factor-set-up.tsx';
import { SignIn } from './sign-in.tsx';
import { takeTokenFromAddress } from './token-from-address.ts';

const keyAtStart = takeTokenFromAddress();

/** Whoever comes: a key in the address is used, else the one signed in goes on, else they sign in. */
export function Gate() {
  const [key, setKey] = useState(keyAtStart);
  const [accepted, setAccepted] = useState(false);
  // Known only between the sign-in and the set-up of a second factor, which asks for it again.
  const [password, setPassword] = useState<string>();
  const { t } = useWords();
  const me = useMe();

  useEffect(() => {
    const onHash = () => {
      const found = takeTokenFromAddress();
      if (found) setKey(found);
    };
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);

  if (key?.kind === 'demonstration')
    return <PrintedLink key={key.token} token={key.token} onDone={() => setKey(undefined)} />;
  if (key?.kind === 'invitation') {
    return (
      <AcceptInvitation
        key={key.token}
        token={key.token}
        onDone={() => {
          setAccepted(true);
          setKey(undefined);
        }}
      />
    );
  }
  if (me.isPending) {
    return (
      <Entrance>
        <Skeleton shape="title" />
        <Skeleton shape="row" count={3} />
      </Entrance>
    );
  }
  if (me.isError) {
    return (
      <Entrance>
        <ProblemNotice error={me.error} onRetry={() => void me.refetch()} />
      </Entrance>
    );
  }
  if (!isStaff(me.data)) {
    return (
      <SignIn
        onSignedIn={(given) => {
          setPassword(given);
          void me.refetch();
        }}
        above={
          accepted ? (
            <Notice tone="green" title={t('accept.done')}>
              {t('accept.doneText')}
            </Notice>
          ) : me.data.role !== 'none' ? (
            <Notice tone="neutral" title={t('sign.otherRole')} />
          ) : undefined
        }
      />
    );
  }
  if (me.data.secondFactor === 'missing' && !me.data.demonstration) {
    return (
      <Entrance>
        <SecondFactorSetUp
          password={password}
          onDone={() => {
            setPassword(undefined);
            void me.refetch();
          }}
        />
      </Entrance>
    );
  }
  return <Work me={me.data} />;
}

/** The link that the demonstration prints: used up to a session, then gone from the address. */
function PrintedLink({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const { mutate, error, isError } = useMutation({
    mutationFn: () => api('POST /api/v1/demonstration/sign-in', { body: { token } }),
    onSuccess: async () => {
      queries.clear();
      await queries.fetchQuery({ queryKey: ['me'], queryFn: () => api('GET /api/v1/me') });
      onDone();
    },
  });
  useEffect(() => mutate(), [mutate]);
  if (!isError) {
    return (
      <Entrance>
        <p role="status">{t('sign.opening')}</p>
        <Skeleton shape="row" count={3} />
      </Entrance>
    );
  }
  const known = error instanceof ApiProblem && (error.code === 'link_unknown' || error.code === 'not_found');
  return (
    <Entrance>
      <Stack>
        <h1>{t('sign.linkTitle')}</h1>
        {known ? (
          <Notice
            tone="red"
            title={t('sign.linkUnknown')}
            action={
              <a href={ROOT} onClick={onDone}>
                {t('sign.withPassword')}
              </a>
            }
          >
            {t('sign.linkUnknownText')}
          </Notice>
        ) : (
          <ProblemNotice error={error} onRetry={() => mutate()} />
        )}
      </Stack>
    </Entrance>
  );
}
