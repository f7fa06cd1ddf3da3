import { type Actor, Problem, type Theme, UPR_THEMES } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { requireStaff } from '../sessions/who-may.ts';

export interface ThemesState {
  /** 0 for the product's own list. */
  version: number;
  themes: readonly Theme[];
}

/** What issues are sorted by: as the staff set it, else as the product knows it. */
export async function themesOf({ store }: Pick<Parts, 'store'>): Promise<ThemesState> {
  return (await store.recommendations.themes()) ?? { version: 0, themes: UPR_THEMES };
}

/**
 * The whole list. One that was there stays, offered or not: cards have it.
 * @throws Problem not_allowed | request_invalid (one of before is missing) | stale
 */
export async function setThemes(
  { store, clock }: Pick<Parts, 'store' | 'clock'>,
  { actor, themes, version }: { actor: Actor; themes: Theme[]; version: number },
): Promise<void> {
  const { userId } = requireStaff(actor);
  await store.transaction(async (tx) => {
    const before = (await tx.recommendations.themes())?.themes ?? UPR_THEMES;
    const kept = new Set(themes.map(({ code }) => code));
    if (before.some(({ code }) => !kept.has(code))) {
      throw new Problem('request_invalid', {
        detail: 'A theme that was there may be offered no more, but not be left out.',
      });
    }
    const at = clock.now();
    if (!(await tx.recommendations.putThemes({ themes, at, byId: userId }, version))) {
      throw new Problem('stale');
    }
    await tx.audit({
      action: 'themes.changed',
      actor,
      subject: { kind: 'setting', id: 'themes' },
      payload: { version: version + 1, themes: themes.length },
    });
  });
}
