import { describe, expect, it } from 'vitest';
import { mayBegin, mayFinish } from './deadline.ts';
import { compareSpeakingOrder, consentCovers, consentHolds, narrowest } from './programme.ts';

describe('the order of a programme', () => {
  it('is the State, the A-status NHRI, then the others by name', () => {
    const places = [
      { kind: 'cso', nhriStatus: null, name: 'Zeta' },
      { kind: 'nhri', nhriStatus: 'B', name: 'Institution B' },
      { kind: 'cso', nhriStatus: null, name: 'Alpha' },
      { kind: 'nhri', nhriStatus: 'A', name: 'Institution A' },
      { kind: 'state', nhriStatus: null, name: 'The State' },
    ] as const;
    expect([...places].sort(compareSpeakingOrder).map((p) => p.name)).toEqual([
      'The State',
      'Institution A',
      'Institution B',
      'Alpha',
      'Zeta',
    ]);
  });
});

describe('consent', () => {
  it('covers an audience that is as wide or narrower', () => {
    expect(consentCovers('missions', 'missions')).toBe(true);
    expect(consentCovers('missions', 'session')).toBe(false);
    expect(consentCovers('session', 'public')).toBe(false);
    expect(consentCovers('public', 'session')).toBe(true);
    expect(narrowest(['public', 'missions', 'session'])).toBe('missions');
  });

  it('ends at its instant', () => {
    const end = new Date('2020-12-31T23:00:00Z');
    expect(consentHolds(end, new Date(end.getTime() - 1))).toBe(true);
    expect(consentHolds(end, end)).toBe(false);
    expect(consentHolds(null, end)).toBe(true);
  });
});

describe('the deadline', () => {
  const deadline = new Date('2020-11-20T22:59:00Z');
  const after = (ms: number) => new Date(deadline.getTime() + ms);

  it('lets a take begin up to its instant', () => {
    expect(mayBegin(deadline, deadline)).toBe(true);
    expect(mayBegin(after(1), deadline)).toBe(false);
    expect(mayBegin(after(1), null)).toBe(true);
  });

  it('lets a take that began before it finish within the grace', () => {
    expect(mayFinish(after(60_000), after(-1), deadline, 60_000)).toBe(true);
    expect(mayFinish(after(60_001), after(-1), deadline, 60_000)).toBe(false);
    expect(mayFinish(after(1), after(1), deadline, 60_000)).toBe(false);
  });
});
