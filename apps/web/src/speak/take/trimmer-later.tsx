import { Suspense } from 'react';
import { Skeleton } from '../../kit/skeleton.tsx';
import { lazily } from '../later/lazily.tsx';
import type { TrimmerProps } from './trimmer.tsx';

const Fetched = lazily(async () => (await import('./trimmer.tsx')).Trimmer);

/** Fetched when somebody cuts: most never do. */
export const Trimmer = (props: TrimmerProps) => (
  <Suspense fallback={<Skeleton shape="card" />}>
    <Fetched {...props} />
  </Suspense>
);
