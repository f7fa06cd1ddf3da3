import { type ComponentType, useEffect, useState } from 'react';
import { Skeleton } from '../kit/skeleton.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** A part whose code comes when it is first shown; where it does not come, it says so and can be asked for again. */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined;
  return function OnDemand(props: Props) {
    const [Part, setPart] = useState(() => known);
    const [error, setError] = useState<unknown>();
    const [tries, setTries] = useState(0);
    useEffect(() => {
      if (known) return;
      let left = false;
      load().then(
        (part) => {
          known = part;
          if (!left) setPart(() => part);
        },
        (failure: unknown) => {
          if (!left) setError(failure);
        },
      );
      return () => {
        left = true;
      };
    }, [tries]);
    if (Part) return <Part {...props} />;
    if (error === undefined) return <Skeleton shape="row" count={4} />;
    return (
      <ProblemNotice
        error={error}
        onRetry={() => {
          setError(undefined);
          setTries(tries + 1);
        }}
      />
    );
  };
}
