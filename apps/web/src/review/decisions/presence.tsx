import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { State } from '../../kit/state.tsx';
import { api } from '../api.ts';
import { useWords } from '../words/use-words.ts';
import styles from './decisions.module.css';

/** The server forgets a page that was silent for fifteen seconds. */
const BEAT_MS = 5000;

/** Says that this page is open, and tells who else has it open. */
function useOthers(statementId: string) {
  const [page] = useState(() => crypto.randomUUID());
  const params = { id: statementId, page };
  const others = useQuery({
    // Below the statement's own key: somebody who comes or goes is told live.
    queryKey: ['statement', statementId, 'presence', page],
    queryFn: ({ signal }) => api('PUT /api/v1/statements/{id}/presence/{page}', { params }, { signal }),
    refetchInterval: BEAT_MS,
    refetchIntervalInBackground: true,
    retry: false,
    gcTime: 0,
  });
  useEffect(() => {
    const leave = () => {
      // Also while the page goes away; where it does not arrive, silence tells.
      void fetch(`/api/v1/statements/${statementId}/presence/${page}`, {
        method: 'DELETE',
        credentials: 'same-origin',
        headers: { 'x-rostrum': '1' },
        keepalive: true,
      }).catch(() => undefined);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [statementId, page]);
  // What was true before the line was lost is not told as if it were now.
  return others.isError ? [] : (others.data?.others ?? []);
}

export function AlsoOpen({ statementId }: { readonly statementId: string }) {
  const { t, date } = useWords();
  const others = useOthers(statementId);
  return (
    <div role="status" className={styles.present}>
      {others.length > 0 && (
        <State tone="amber" icon="person">
          {t('presence.others', {
            names: others
              .map(({ name, since }) =>
                t('presence.one', { name, since: date(since, { timeStyle: 'short' }) }),
              )
              .join(', '),
          })}
        </State>
      )}
    </div>
  );
}
