import type { Rolldown } from 'vite';

type Group = Rolldown.CodeSplittingGroup;

const PAGES = ['speak', 'review', 'watch'];
/** What every page shows itself with. */
const OF_PAGES = /\/node_modules\/(react|react-dom|scheduler|@lingui)\//;
/** Without what checks foreign data, which is large and which only who reviews needs at once. */
const OF_VIEWING =
  /\/apps\/web\/src\/(kit|live)\/|\/media-chrome\/|\/domain\/src\/(half-day|instant-in-zone|screening)\./;

/**
 * On a slow line many small files wait for one another, and each has its headers. What pages need at once is
 * therefore packed by who needs it: what asks early and must not wait for the rest, what all pages of a build need,
 * and what those who watch need beside it.
 *
 * @param entries a build's entries: name → path of the file; a page that asks early has a second, `<page>-early`
 */
export function pageGroups(entries: Readonly<Record<string, string>>): Group[] {
  const nameOf = new Map(Object.entries(entries).map(([name, path]) => [path, name]));
  const pages = Object.keys(entries).filter((name) => PAGES.includes(name));
  const early = pages.map((page) => `${page}-early`);
  return [
    {
      debugName: 'page groups',
      name(id, context) {
        const found = entriesNeeding(id, nameOf, (each) => context.getModuleInfo(each)?.importers ?? []);
        if (early.some((each) => found.has(each)))
          return pages.every((page) => found.has(page)) ? 'asking' : null;
        const ofAll = pages.every((page) => found.has(page));
        // Who imports a module need not use it: of several pages, one may be the only one that does.
        if (ofAll && (pages.length === 1 || OF_PAGES.test(id) || OF_VIEWING.test(id))) return 'base';
        return found.has('watch') && OF_VIEWING.test(id) ? 'viewing' : null;
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
