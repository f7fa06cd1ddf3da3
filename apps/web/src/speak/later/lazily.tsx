import { type ComponentType, lazy } from 'react';
import { WithLaterWords } from './later-words.tsx';
import { patiently } from './patiently.ts';

/** A component in a file of its own, fetched with its words when it is first shown. */
export const lazily = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => {
    const Part = await patiently(load);
    const PartWithWords = (props: Props) => (
      <WithLaterWords>
        <Part {...props} />
      </WithLaterWords>
    );
    return { default: PartWithWords };
  });
