import { describe, expect, it } from 'vitest';
import { audienceAt, mayWatch, tierAt, type Viewer, type WatchWindow, windowAt } from './access.ts';
import { AUDIENCES, type Audience, consentCovers } from './programme.ts';

const at = (text: string) => new Date(`2020-12-${text}Z`);
const OPENS = at('08T08:00:00');
const CLOSES = at('31T22:59:00');
const PUBLIC = at('10T12:00:00');
const VIEWERS = ['mission', 'speaker', 'anybody'] as const;
const justBefore = (date: Date) => new Date(date.getTime() - 1);

describe('the window', () => {
  const window = { opensAt: OPENS, closesAt: CLOSES };
  it.each([
    [justBefore(OPENS), 'before'],
    [OPENS, 'open'],
    [justBefore(CLOSES), 'open'],
    [CLOSES, 'after'],
  ])('at %s is %s', (now, state) => {
    expect(windowAt(window, now)).toBe(state);
  });

  it('without an end on a side has none there', () => {
    expect(windowAt({ opensAt: null, closesAt: CLOSES }, new Date(0))).toBe('open');
    expect(windowAt({ opensAt: OPENS, closesAt: null }, new Date('2099-01-01'))).toBe('open');
  });
});

describe('a tier', () => {
  it('is public from its instant on, and the session’s until then', () => {
    const tier = { audience: 'public', publicFrom: PUBLIC } as const;
    expect(tierAt(tier, justBefore(PUBLIC))).toBe('session');
    expect(tierAt(tier, PUBLIC)).toBe('public');
    expect(tierAt({ ...tier, publicFrom: null }, new Date(0))).toBe('public');
  });

  it.each(['missions', 'session'] as const)('of %s never becomes public by itself', (audience) => {
    expect(tierAt({ audience, publicFrom: PUBLIC }, new Date('2099-01-01'))).toBe(audience);
  });
});

describe('who may watch', () => {
  const always: WatchWindow = { opensAt: null, closesAt: null };
  const who = (audience: Audience, window = always, now = PUBLIC) =>
    VIEWERS.filter((viewer) =>
      mayWatch(viewer, { tier: { audience, publicFrom: null }, consents: [audience], window }, now),
    );

  it('follows the tier', () => {
    expect(who('missions')).toEqual(['mission']);
    expect(who('session')).toEqual(['mission', 'speaker']);
    expect(who('public')).toEqual(['mission', 'speaker', 'anybody']);
  });

  it('is nobody outside the window, but for what is public', () => {
    for (const now of [justBefore(OPENS), CLOSES]) {
      expect(who('missions', { opensAt: OPENS, closesAt: CLOSES }, now)).toEqual([]);
      expect(who('session', { opensAt: OPENS, closesAt: CLOSES }, now)).toEqual([]);
      expect(who('public', { opensAt: OPENS, closesAt: CLOSES }, now)).toEqual([...VIEWERS]);
    }
  });
});

/** Every programme of up to three consents, at every instant that means something. */
function* everything() {
  const instants = [null, OPENS, PUBLIC, CLOSES];
  const nows = [OPENS, PUBLIC, CLOSES].flatMap((one) => [justBefore(one), one]);
  const lists: Audience[][] = [[]];
  for (const list of lists) if (list.length < 3) lists.push(...AUDIENCES.map((one) => [...list, one]));
  for (const audience of AUDIENCES)
    for (const publicFrom of instants)
      for (const opensAt of instants)
        for (const closesAt of instants)
          for (const consents of lists)
            for (const now of nows)
              yield {
                shown: { tier: { audience, publicFrom }, consents, window: { opensAt, closesAt } },
                now,
              };
}

const REACHES: Readonly<Record<Viewer, Audience>> = {
  mission: 'missions',
  speaker: 'session',
  anybody: 'public',
};

it('is never wider than a consent, nor than the tier, whatever the hour', () => {
  let looked = 0;
  const wider: unknown[] = [];
  for (const { shown, now } of everything()) {
    looked += 1;
    const audience = audienceAt(shown, now);
    const limits = [shown.tier.audience, tierAt(shown.tier, now), ...shown.consents];
    const may = VIEWERS.filter((viewer) => mayWatch(viewer, shown, now));
    const reached = [audience, ...may.map((viewer) => REACHES[viewer])];
    if (limits.some((limit) => reached.some((one) => !consentCovers(limit, one)))) wider.push({ shown, now });
    // Whoever has less of a right never sees more.
    if (may.includes('anybody') && may.length < 3) wider.push({ shown, now });
    if (may.includes('speaker') && !may.includes('mission')) wider.push({ shown, now });
  }
  expect(looked).toBe(3 * 4 * 4 * 4 * 40 * 6);
  expect(wider).toEqual([]);
});
