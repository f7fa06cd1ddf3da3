import { screeningAt } from '@rostrum/domain';
import { useRef } from 'react';
import { clockOf } from '../../live/screening-clock.ts';
import type { View } from '../programme/use-programme.ts';

/** When the screening began that was seen here and is over by now, so that its recording is shown; else null. */
export function useAttended(view: View): number | null {
  const began = useRef<number | null>(null);
  if (view.step === 'screening') {
    const nowMs = view.clock.nowMs();
    const plays = nowMs !== null && screeningAt(clockOf(view.screening), nowMs).phase === 'playing';
    if (plays) began.current = Date.parse(view.screening.startsAt);
  }
  return view.step === 'shown' ? began.current : null;
}
