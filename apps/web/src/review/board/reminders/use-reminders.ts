import type { Output } from '@rostrum/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { showToast } from '../../../kit/toast.tsx';
import { api } from '../../api.ts';
import { useProblemText } from '../../problem-notice.tsx';
import { useWords } from '../../words/use-words.ts';

/** So many in one request: the figure moves, and a break loses little. */
const AT_ONCE = 25;

export type Preview = Output<'POST /api/v1/sessions/{id}/reminders/preview'>;
export type LeftOut = Preview['leftOut'][number];

export interface Sending {
  readonly all: number;
  readonly done: number;
  readonly sent: number;
  readonly leftOut: readonly LeftOut[];
  readonly state: 'sending' | 'done' | 'stopped';
}

export const useReminderPreview = (sessionId: string, statementIds: readonly string[]) =>
  useQuery({
    queryKey: ['reminders', sessionId, statementIds],
    queryFn: ({ signal }) =>
      api(
        'POST /api/v1/sessions/{id}/reminders/preview',
        { params: { id: sessionId }, body: { statementIds: [...statementIds] } },
        { signal },
      ),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Goes on when its dialog is closed, and says how it ended. Sending again reminds nobody twice. */
export function useSendReminders(sessionId: string): {
  sending: Sending | undefined;
  send: (statementIds: readonly string[]) => Promise<void>;
} {
  const { t } = useWords();
  const text = useProblemText();
  const [sending, setSending] = useState<Sending>();
  const send = async (statementIds: readonly string[]) => {
    let now: Sending = { all: statementIds.length, done: 0, sent: 0, leftOut: [], state: 'sending' };
    setSending(now);
    try {
      while (now.done < now.all) {
        const part = statementIds.slice(now.done, now.done + AT_ONCE);
        const { sent, leftOut } = await api('POST /api/v1/sessions/{id}/reminders', {
          params: { id: sessionId },
          body: { statementIds: part },
        });
        now = {
          ...now,
          done: now.done + part.length,
          sent: now.sent + sent.length,
          leftOut: [...now.leftOut, ...leftOut],
        };
        setSending(now);
      }
      setSending({ ...now, state: 'done' });
      showToast({ tone: 'green', text: t('remind.sent', { n: now.sent }) });
    } catch (error) {
      setSending({ ...now, state: 'stopped' });
      showToast({ tone: 'red', text: text(error) });
    }
  };
  return { sending, send };
}
