/** `npm run demo -- FILE`: the main job on one file. What it prints for programs stays alone on standard output. */
import path from 'node:path';
import { continueOnNode24, endWith, root } from './prepare.mjs';
import { makeReady } from './ready.mjs';

try {
  makeReady({ quiet: process.argv.includes('--json') });
  continueOnNode24(path.join(root, 'infra/local/demo/main.ts'));
} catch (failure) {
  endWith(failure);
}
