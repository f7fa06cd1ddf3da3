import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Results } from './row.ts';

/** `<day>.json` and `latest.json`. Returns the first's path. @throws ZodError on what the schema does not know */
export async function writeResults(dir: string, results: Results): Promise<string> {
  const text = `${JSON.stringify(Results.parse(results), null, 2)}\n`;
  await mkdir(dir, { recursive: true });
  const files = [`${results.date.slice(0, 10)}.json`, 'latest.json'].map((name) => path.join(dir, name));
  for (const file of files) {
    await writeFile(`${file}.part`, text);
    await rename(`${file}.part`, file);
  }
  return files[0] ?? '';
}
