import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureWeb } from './build-web.mjs';
import {
  checkNode,
  ensureModules,
  hasCommand,
  howToInstall,
  installMissing,
  root,
  Stop,
} from './prepare.mjs';

/** Installs and builds whatever the product still lacks to run here. @throws Stop with what to do about it */
export function makeReady({ quiet = false } = {}) {
  checkNode();
  ensureModules({ quiet });
  const missing = installMissing(
    [
      ['ffmpeg', 'ffmpeg'],
      ['bwrap', 'bubblewrap'],
    ],
    { quiet },
  );
  if (!hasCommand('ffmpeg') || !hasCommand('ffprobe')) {
    throw new Stop(
      `ffmpeg is needed and could not be installed without asking. Type:  ${howToInstall(['ffmpeg'])}`,
    );
  }
  if (missing.includes('bubblewrap') && !quiet) {
    console.log(
      `Without bubblewrap, ffmpeg runs unconfined on what is uploaded. Type:  ${howToInstall(['bubblewrap'])}`,
    );
  }
  const generated = spawnSync(process.execPath, [path.join(root, 'infra/local/generate.mjs')], {
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
  });
  if (generated.status !== 0) {
    throw new Stop('The database client could not be generated; the reason stands above.');
  }
  ensureWeb({ quiet });
}
