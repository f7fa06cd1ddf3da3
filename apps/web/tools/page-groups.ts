import type { Rolldown } from 'vite';

type Group = Rolldown.CodeSplittingGroup;

const PAGES = ['speak', 'review', 'watch'];
const EARLY = PAGES.map((page) => `${page}-early`);
/** Without what checks foreign data, which is large and which only who reviews needs at once. */
const OF_VIEWING =
  /\/apps\/web\/src\/(kit|live)\/|\/media-chrome\/|\/domain\/src\/(half-day|instant-in-zone|screening)\./;

/**
 * On a slow line many small files wait for one another, and each has its headers. What entrances need at once is
 * therefore packed by who needs it: what asks early and must not wait for React, what all of them need, and what
 * those who watch need that those who review need, too. Nothing in that which a speaker's page may ever ask for: it
 * would come with the typeface and all the rest.
 *
 * @param entries the build's entries: name → path of the file
 */
export function pageGroups(entries: Readonly<Record<string, string>>): Group[] {
  const nameOf = new Map(Object.entries(entries).map(([name, path]) => [path, name]));
  return [
    {
      debugName: 'page groups',
      name(id, context) {
        const found = entriesNeeding(id, nameOf, (each) => context.getModuleInfo(each)?.importers ?? []);
        const pages = PAGES.filter((page) => found.has(page));
        if (EARLY.some((early) => found.has(early))) return pages.length > 1 ? 'asking' : null;
        if (pages.length === PAGES.length) return 'base';
        if (!pages.includes('watch') || !OF_VIEWING.test(id)) return null;
        const sooner = (each: string) => context.getModuleInfo(each)?.importers ?? [];
        const later = (each: string) => context.getModuleInfo(each)?.dynamicImporters ?? [];
        const ever = entriesNeeding(id, nameOf, (each) => [...sooner(each), ...later(each)]);
        return ever.has('speak') ? null : 'viewing';
      },
    },
  ];
}

/** The entries that cannot begin without a module. What is imported dynamically comes when it is asked for. */
function entriesNeeding(
  id: string,
  nameOf: ReadonlyMap<string, string>,
  importersOf: (id: string) => readonly string[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set([id]);
  for (const each of seen) {
    const entry = nameOf.get(each);
    if (entry !== undefined) found.add(entry);
    for (const importer of importersOf(each)) seen.add(importer);
  }
  return found;
}
