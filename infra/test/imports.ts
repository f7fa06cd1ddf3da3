import path from 'node:path';
import { parseSync } from 'vite';

/**
 * The direction of imports, as ARCHITECTURE.md draws it: who may import which of our own workspaces.
 * Apps may import every package.
 */
export const MAY_IMPORT: Record<string, readonly string[]> = {
  domain: [],
  core: ['domain'],
  contract: ['domain'],
  client: ['domain', 'contract'],
  hls: ['domain', 'core'],
  media: ['domain', 'core'],
  documents: ['domain', 'core'],
  storage: ['domain', 'core'],
  signing: ['domain', 'core'],
  db: ['domain', 'core'],
  queue: ['domain', 'core'],
  runtime: ['domain', 'core', 'db', 'storage', 'signing', 'queue', 'media', 'documents', 'hls'],
  testkit: [
    'domain',
    'core',
    'contract',
    'client',
    'db',
    'storage',
    'signing',
    'queue',
    'media',
    'hls',
    'runtime',
  ],
  web: ['domain', 'contract', 'client'],
};

/** The core is without I/O of its own: what it needs of the world, it asks of a port. */
const PURE = new Set(['domain', 'core', 'hls', 'contract']);
const IO_MODULES = /^node:(fs|net|http|https|child_process|dgram|tls|worker_threads|cluster)(\/|$)/;

export interface SourceFile {
  /** From the repository's root, with forward slashes. */
  file: string;
  source: string;
}

export interface Workspace {
  /** packages/domain */
  dir: string;
  /** @rostrum/domain */
  name: string;
  dependencies: readonly string[];
}

interface Import {
  specifier: string;
  /** True when it is gone at run time: `import type`. An inline `{ type X }` still loads the module. */
  typeOnly: boolean;
}

export function importsOf({ file, source }: SourceFile): Import[] {
  const { module, errors } = parseSync(file, source);
  const [first] = errors;
  if (first) throw new Error(`${file}: ${first.message}`);
  const found: Import[] = [];
  for (const { start, moduleRequest } of module.staticImports) {
    found.push({ specifier: moduleRequest.value, typeOnly: /^import\s+type\b/.test(source.slice(start)) });
  }
  for (const { start, entries } of module.staticExports) {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest;
    if (request)
      found.push({ specifier: request.value, typeOnly: /^export\s+type\b/.test(source.slice(start)) });
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const literal = /^(['"])(.*)\1$/.exec(source.slice(moduleRequest.start, moduleRequest.end))?.[2];
    if (literal !== undefined) found.push({ specifier: literal, typeOnly: false });
  }
  return found;
}

const isTest = (file: string) =>
  /\.(test|spec)\.tsx?$/.test(file) || file.includes('/e2e/') || file.includes('/src/testing/');
const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function resolveRelative(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
  const plain = specifier.split('?')[0] ?? specifier;
  const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), plain));
  return [target, `${target}.ts`, `${target}.tsx`].find((candidate) => known.has(candidate));
}

/** Every group of files that reach one another at run time (Tarjan's strongly connected components). */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  const visit = (node: string) => {
    const at = index.size;
    index.set(node, at);
    low.set(node, at);
    stack.push(node);
    onStack.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node) ?? at, low.get(next) ?? at));
      } else if (onStack.has(next)) {
        low.set(node, Math.min(low.get(node) ?? at, index.get(next) ?? at));
      }
    }
    if (low.get(node) !== at) return;
    const group: string[] = [];
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      onStack.delete(member);
      group.push(member);
      if (member === node) break;
    }
    if (group.length > 1 || graph.get(node)?.includes(node)) found.push(group.reverse());
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** What is wrong, one sentence each; empty when the directions hold. */
export function checkImports(files: readonly SourceFile[], workspaces: readonly Workspace[]): string[] {
  const problems: string[] = [];
  const known = new Set(files.map(({ file }) => file));
  const byName = new Map(workspaces.map((workspace) => [workspace.name, workspace]));
  const graph = new Map<string, string[]>();

  for (const source of files) {
    const { file } = source;
    const home = workspaces.find(({ dir }) => file.startsWith(`${dir}/`));
    const short = home && path.posix.basename(home.dir);
    const isApp = home?.dir.startsWith('apps/') ?? false;
    const edges: string[] = [];
    graph.set(file, edges);
    for (const { specifier, typeOnly } of importsOf(source)) {
      if (specifier.startsWith('.')) {
        const target = resolveRelative(file, specifier, known);
        if (target && !typeOnly) edges.push(target);
        const inside = path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier));
        if (home && !isTest(file) && !inside.startsWith(`${home.dir}/`)) {
          problems.push(`${file} reaches out of ${home.dir} with "${specifier}"`);
        }
        continue;
      }
      if (!home || !short || isTest(file)) continue;
      if (PURE.has(short) && IO_MODULES.test(specifier)) {
        problems.push(`${file} imports ${specifier}; ${home.dir} has no I/O`);
      }
      if (/^(node:|virtual:)/.test(specifier)) continue;
      const target = byName.get(packageOf(specifier));
      if (target && target !== home) {
        const name = path.posix.basename(target.dir);
        const allowed = MAY_IMPORT[short] ?? (isApp ? [...Object.keys(MAY_IMPORT)] : []);
        if (target.dir.startsWith('apps/')) problems.push(`${file} imports the app ${target.name}`);
        else if (!allowed.includes(name))
          problems.push(`${file} imports ${target.name}; ${home.dir} may not`);
        else if (name === 'testkit') problems.push(`${file} imports the test kit; only tests may`);
      }
      if (target !== home && !home.dependencies.includes(packageOf(specifier))) {
        problems.push(
          `${file} imports ${packageOf(specifier)}, which ${home.dir}/package.json does not list`,
        );
      }
    }
  }
  for (const group of cycles(graph)) problems.push(`a cycle of imports: ${group.join(' → ')} → ${group[0]}`);
  return problems;
}
