/**
 * `npm run bench`: the figures that this product promises, each beside its baseline, in one run.
 *
 *   npm run bench                          everything, on a machine that does nothing else
 *   npm run bench -- --only prepare,cut    some groups
 *   npm run bench -- --quick               clips of seconds, each once: to try the bench itself
 *
 * Results go to infra/bench/results/, those of a part or of a trial to .test/bench/.
 */
import path from 'node:path';
import { continueOnNode24, endWith, installMissing, root } from '../local/prepare.mjs';
import { makeReady } from '../local/ready.mjs';

try {
  makeReady();
  installMissing([
    ['chromium', 'chromium'],
    ['taskset', 'util-linux'],
    ['swift-proxy-server', 'swift-proxy'],
    ['swift-account-server', 'swift-account'],
    ['swift-container-server', 'swift-container'],
    ['swift-object-server', 'swift-object'],
    ['memcached', 'memcached'],
  ]);
  continueOnNode24(path.join(root, 'infra/bench/main.ts'));
} catch (failure) {
  endWith(failure);
}
