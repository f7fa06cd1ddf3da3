import { Suspense } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import { lazily } from '../later/lazily.tsx';
import type { PortraitProps } from './portrait.tsx';
import { portraitWords } from './portrait-words.ts';

const Fetched = lazily(async () => (await import('./portrait.tsx')).Portrait, portraitWords);

/** Fetched where a statement is sound alone: few are. */
export const Portrait = (props: PortraitProps) => (
  <Suspense fallback={<Skeleton shape="card" />}>
    <Fetched {...props} />
  </Suspense>
);
