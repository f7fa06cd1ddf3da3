/**
 * `npm start`: installs what is missing, builds the pages when they are stale, and starts everything on its
 * embedded defaults. PORT (8080) and DATA_DIR (.data) are honoured.
 */
import path from 'node:path';
import { continueOnNode24, endWith, root } from './prepare.mjs';
import { makeReady } from './ready.mjs';

try {
  makeReady();
  continueOnNode24(path.join(root, 'infra/local/main.ts'));
} catch (failure) {
  endWith(failure);
}
