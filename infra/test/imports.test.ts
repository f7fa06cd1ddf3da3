import { describe, expect, test } from 'vitest';
import { checkImports, importsOf, MAY_IMPORT, type Workspace } from './imports.ts';

const workspaces: Workspace[] = [
  { dir: 'packages/domain', name: '@rostrum/domain', dependencies: ['zod'] },
  { dir: 'packages/core', name: '@rostrum/core', dependencies: ['@rostrum/domain', '@rostrum/db'] },
  { dir: 'packages/db', name: '@rostrum/db', dependencies: ['@rostrum/domain', '@rostrum/core', 'pg'] },
  { dir: 'packages/testkit', name: '@rostrum/testkit', dependencies: [] },
  {
    dir: 'apps/api',
    name: '@rostrum/api',
    dependencies: ['@rostrum/core', '@rostrum/testkit', '@rostrum/worker'],
  },
  { dir: 'apps/worker', name: '@rostrum/worker', dependencies: [] },
];

const problemsOf = (files: Record<string, string>) =>
  checkImports(
    Object.entries(files).map(([file, source]) => ({ file, source })),
    workspaces,
  );

test('what goes the drawn way passes', () => {
  const problems = problemsOf({
    'packages/domain/src/index.ts': "import { z } from 'zod'; export * from './cut.ts';",
    'packages/domain/src/cut.ts': 'export const a = 1;',
    'packages/core/src/index.ts': "import { a } from '@rostrum/domain'; import path from 'node:path';",
    'packages/db/src/index.ts': "import pg from 'pg'; import type { Port } from '@rostrum/core';",
    'packages/db/src/x.int.test.ts': "import { freshDatabase } from '@rostrum/testkit'; import 'vitest';",
    'apps/api/src/main.ts': "export * from '@rostrum/core';",
  });
  expect(problems).toEqual([]);
});

describe('what goes against it is named', () => {
  test.each([
    ['packages/domain/src/a.ts', "import { b } from '@rostrum/core'", 'may not'],
    ['packages/core/src/a.ts', "export { b } from '@rostrum/db'", 'may not'],
    ['packages/core/src/a.ts', "const b = await import('@rostrum/db')", 'may not'],
    ['packages/core/src/a.ts', "import type { B } from '@rostrum/db'", 'may not'],
    ['packages/core/src/a.ts', "import { readFile } from 'node:fs/promises'", 'no I/O'],
    ['packages/db/src/a.ts', "import { api } from '@rostrum/api'", 'imports the app'],
    [
      'packages/db/src/a.test.ts',
      "import x from './b.ts'; import y from '../../core/src/index.ts'",
      undefined,
    ],
    ['packages/db/src/a.ts', "import y from '../../core/src/index.ts'", 'reaches out of packages/db'],
    ['packages/db/src/a.ts', "import left from 'left-pad'", 'does not list'],
    ['apps/api/src/a.ts', "import { w } from '@rostrum/worker'", 'imports the app'],
    ['apps/api/src/a.ts', "import { freshDatabase } from '@rostrum/testkit'", 'only tests may'],
  ])('%s: %s', (file, source, expected) => {
    const problems = problemsOf({ [file]: source });
    if (expected === undefined) expect(problems).toEqual([]);
    else expect(problems.join('\n')).toContain(expected);
  });
});

test('a cycle of three files is found once, with its way; types alone make none', () => {
  const ring = {
    'packages/domain/src/a.ts': "import './b.ts'; export const a = 1;",
    'packages/domain/src/b.ts': "import './c.ts';",
    'packages/domain/src/c.ts': "export { a } from './a.ts';",
  };
  const problems = problemsOf(ring);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain('cycle');
  for (const file of Object.keys(ring)) expect(problems[0]).toContain(file);
  expect(problemsOf({ ...ring, 'packages/domain/src/c.ts': "export type { a } from './a.ts';" })).toEqual([]);
});

test('an inline type still loads the module', () => {
  const file = { file: 'a.ts', source: "import { type A } from './a.ts'; import type { B } from './b.ts';" };
  expect(importsOf(file)).toEqual([
    { specifier: './a.ts', typeOnly: false },
    { specifier: './b.ts', typeOnly: true },
  ]);
});

test('the drawn directions have no cycle themselves', () => {
  const done = new Set<string>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const [name, needs] of Object.entries(MAY_IMPORT)) {
      if (done.has(name) || !needs.every((need) => done.has(need))) continue;
      done.add(name);
      grew = true;
    }
  }
  expect([...done].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});
