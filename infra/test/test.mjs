/**
 * `npm test`: everything, on a machine with only Node and its system package manager.
 *
 *   npm test                     all steps
 *   npm test -- lint unit        some of them
 *
 * The last line is `N passed, N failed, N skipped`. With CI=true a skip is a failure.
 */
import path from 'node:path';
import {
  checkNode,
  continueOnNode24,
  endWith,
  ensureModules,
  howToInstall,
  installMissing,
  root,
} from '../local/prepare.mjs';
import { ensureChrome87 } from './chrome-87.mjs';

/** What the tests drive, beside what npm brings. */
const PROGRAMMES = [
  ['ffmpeg', 'ffmpeg'],
  ['bwrap', 'bubblewrap'],
  ['redis-server', 'redis-server'],
  ['swift-proxy-server', 'swift-proxy'],
  ['swift-account-server', 'swift-account'],
  ['swift-container-server', 'swift-container'],
  ['swift-object-server', 'swift-object'],
  ['memcached', 'memcached'],
  ['chromium', 'chromium'],
  ['firefox-esr', 'firefox-esr'],
  ['WebKitWebDriver', 'webkit2gtk-driver'],
  ['Xvfb', 'xvfb'],
  // What WebKit decodes with.
  ['gstreamer-1.0/libgstlibav.so', 'gstreamer1.0-libav'],
  ['gstreamer-1.0/libgstisomp4.so', 'gstreamer1.0-plugins-good'],
  ['gstreamer-1.0/libgstvideoparsersbad.so', 'gstreamer1.0-plugins-bad'],
  ['nginx', 'nginx-light'],
  ['docker-compose', 'docker-compose'],
  // Reads the texts whose captions are spread.
  ['espeak-ng', 'espeak-ng'],
];

try {
  checkNode();
  ensureModules();
  const missing = installMissing(PROGRAMMES);
  if (missing.length > 0) {
    console.log(`Missing here, so that the tests that need them are skipped: ${missing.join(', ')}`);
    console.log(`To have them: ${howToInstall(missing)}`);
  }
  if (!ensureChrome87()) console.log('No Chromium 87 here, so that the tests that need it are skipped.');
  continueOnNode24(path.join(root, 'infra/test/run-all.ts'));
} catch (failure) {
  endWith(failure);
}
