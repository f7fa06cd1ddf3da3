import { type ProgrammeChange, type ProgrammePlace, programmeChanges } from '@rostrum/domain';
import { Go, to } from '../router.tsx';
import { useWords } from '../words/use-words.ts';
import styles from './programme.module.css';

export interface NamedPlace extends ProgrammePlace {
  readonly organisation: { readonly name: string };
}

/** What differs, one line a statement; nothing where nothing does. */
export function ChangeList({
  before,
  after,
}: {
  readonly before: readonly NamedPlace[];
  readonly after: readonly NamedPlace[];
}) {
  const words = useChangeWords();
  const names = new Map(
    [...before, ...after].map(({ statementId, organisation }) => [statementId, organisation.name]),
  );
  const lines = new Map<string, string[]>();
  for (const change of programmeChanges(before, after)) {
    const line = lines.get(change.statementId);
    if (line) line.push(words(change));
    else lines.set(change.statementId, [words(change)]);
  }
  return (
    <ul className={styles.changes}>
      {[...lines].map(([statementId, said]) => (
        <li key={statementId}>
          <Go href={to.statement(statementId)}>{names.get(statementId)}</Go>
          <span>{said.join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

function useChangeWords(): (change: ProgrammeChange) => string {
  const { t } = useWords();
  return (change) => {
    switch (change.kind) {
      case 'added':
        return t(change.as === 'card' ? 'change.addedCard' : 'change.added', { n: change.place });
      case 'moved':
        return t('change.moved', { from: change.from, to: change.to });
      default:
        return t(`change.${change.kind}`);
    }
  };
}
