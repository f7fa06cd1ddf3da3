import type { Mode } from '../choose-format.ts';
import { firstQuality, type Quality, qualities } from '../quality.ts';

const KEY = 'rostrum.record.setup';

/** What was chosen here before: kinds, never the name or the number of a device. */
export interface KeptSetup {
  readonly mode: Mode;
  readonly quality: Quality;
  readonly facing: 'user' | 'environment';
}

export function readSetup(): KeptSetup {
  let kept: { mode?: unknown; quality?: unknown; facing?: unknown } = {};
  try {
    kept = Object(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    // Storage is forbidden, or holds something else: then as if nothing was chosen.
  }
  return {
    mode: kept.mode === 'sound' ? 'sound' : 'video',
    quality: qualities.find((one) => one === kept.quality) ?? firstQuality(connectionHere()),
    facing: kept.facing === 'environment' ? 'environment' : 'user',
  };
}

export function keepSetup(setup: KeptSetup): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(setup));
  } catch {
    // Storage is forbidden: it is chosen again next time.
  }
}

export function forgetSetup(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Storage is forbidden: nothing was kept.
  }
}

function connectionHere(): { saveData?: unknown; effectiveType?: unknown } | undefined {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return typeof connection === 'object' && connection !== null ? connection : undefined;
}
