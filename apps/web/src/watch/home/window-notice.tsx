import { Notice } from '../../kit/notice.tsx';
import type { Home } from '../api.ts';
import { useWords } from '../words/use-words.ts';

export interface WindowNoticeProps {
  readonly window: Home['window'];
  readonly session: Home['session'];
}

/** Before the session's links show anything, and after: when, by the clock of the session's place. */
export function WindowNotice({ window: { state, opensAt, closesAt }, session }: WindowNoticeProps) {
  const { t, date } = useWords();
  const at = state === 'before' ? opensAt : closesAt;
  if (state === 'open' || at === null) return null;
  const said = date(at, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: session.timeZone,
    timeZoneName: 'short',
  });
  return (
    <Notice
      tone={state === 'before' ? 'amber' : 'neutral'}
      title={t(`watch.window.${state}.title`, { date: said })}
      live
    >
      <p>{t(`watch.window.${state}.text`)}</p>
    </Notice>
  );
}
