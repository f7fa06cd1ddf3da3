import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { checkImports, type SourceFile, type Workspace } from './imports.ts';

const root = path.resolve(import.meta.dirname, '../..');

const Manifest = z.object({
  name: z.string(),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** Files that git knows or would take: no build output, nothing generated. Without git: what lies there. */
function sourceFiles(): string[] {
  try {
    const args = [
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      'apps',
      'packages',
      'infra',
    ];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\0');
  } catch {
    const exclude = (name: string) => ['node_modules', 'dist', 'generated'].includes(path.basename(name));
    return globSync('{apps,packages,infra}/**/*.{ts,tsx}', { cwd: root, exclude });
  }
}

const files: SourceFile[] = sourceFiles()
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && existsSync(path.join(root, file)))
  .map((file) => ({
    file: file.split(path.sep).join('/'),
    source: readFileSync(path.join(root, file), 'utf8'),
  }));

const workspaces: Workspace[] = globSync('{apps,packages}/*/package.json', { cwd: root }).map((file) => {
  const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(root, file), 'utf8')));
  return {
    dir: path.dirname(file).split(path.sep).join('/'),
    name: manifest.name,
    dependencies: [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)],
  };
});

const problems = checkImports(files, workspaces);
for (const problem of problems) console.error(problem);
console.log(`${files.length} files, ${workspaces.length} workspaces, ${problems.length} problems`);
if (files.length === 0) throw new Error('no source files were found');
process.exitCode = problems.length === 0 ? 0 : 1;
