import type { ReactNode } from 'react';
import { Notice } from '../../kit/notice.tsx';
import { type ProblemSaid, useProblemText } from './problem-text.ts';

export interface ProblemNoticeProps {
  readonly problem: ProblemSaid;
  readonly title: ReactNode;
  readonly action?: ReactNode;
  readonly nothingLost?: boolean;
}

/** In its own words. */
const SAYS_SO = /^(http_|unavailable|offline|internal)/;

/** Something that was asked for did not happen. */
export function ProblemNotice({ problem, title, action, nothingLost = false }: ProblemNoticeProps) {
  const problemText = useProblemText();
  return (
    <Notice
      tone="red"
      live
      title={title}
      action={action}
      nothingLost={nothingLost && !SAYS_SO.test(problem.code)}
    >
      {problemText(problem).text}
    </Notice>
  );
}
