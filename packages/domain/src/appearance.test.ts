import { expect, it } from 'vitest';
import {
  Appearance,
  cleanName,
  DEFAULT_APPEARANCE,
  FACES,
  heldBackBy,
  NAMED,
  unmetBy,
  VOICES,
} from './appearance.ts';

it('can be met without hiding or changing anything', () => {
  for (const soundOnly of [false, true]) {
    expect(unmetBy(DEFAULT_APPEARANCE, { soundOnly })).toEqual([]);
    expect(unmetBy({ named: 'name', face: 'as_sent', voice: 'as_sent' }, { soundOnly })).toEqual([]);
    const read = { named: 'organisation', face: 'as_sent', voice: 'read_by_other' } as const;
    expect(unmetBy(read, { soundOnly })).toEqual([]);
  }
});

const seen = { soundOnly: false };

it('cannot be met where a face is to be hidden or a voice changed, whoever is named', () => {
  for (const named of NAMED) {
    for (const voice of VOICES) expect(unmetBy({ named, face: 'hidden', voice }, seen)).toContain('face');
    for (const face of FACES) expect(unmetBy({ named, face, voice: 'changed' }, seen)).toContain('voice');
  }
  expect(unmetBy({ named: 'name', face: 'hidden', voice: 'changed' }, seen)).toEqual(['face', 'voice']);
});

it('has no face to hide where there is sound alone; a voice is there all the same', () => {
  const heard = { soundOnly: true };
  for (const named of NAMED) {
    expect(unmetBy({ named, face: 'hidden', voice: 'as_sent' }, heard)).toEqual([]);
    expect(unmetBy({ named, face: 'hidden', voice: 'changed' }, heard)).toEqual(['voice']);
  }
});

it('names nobody and asks for nothing by default', () => {
  expect(DEFAULT_APPEARANCE.named).toBe('organisation');
  expect(Appearance.safeParse({ ...DEFAULT_APPEARANCE, face: 'shown' }).success).toBe(false);
  expect(Appearance.safeParse({ named: 'name' }).success).toBe(false);
});

it('keeps a name of any script on one line, and nothing that hides or turns', () => {
  expect(cleanName('  Ngũgĩ\twa\n Thiong’o ')).toBe('Ngũgĩ wa Thiong’o');
  expect(cleanName('\u202eليلى\u2069 حسن')).toBe('ليلى حسن');
  // Persian names need their joiners.
  expect(cleanName('می\u200cرا')).toBe('می\u200cرا');
  expect(cleanName(' \u200f\n ')).toBe('');
  expect(cleanName('a'.repeat(500))).toHaveLength(120);
});

it('without consent nothing is shown, nor after it, and with it not what cannot be made', () => {
  const hidden = { ...DEFAULT_APPEARANCE, face: 'hidden' } as const;
  const consentGivenAt = new Date(0);
  const end = new Date(1000);
  const before = new Date(999);
  const given = { consentGivenAt, consentEndsAt: end, appearance: DEFAULT_APPEARANCE, soundOnly: false };
  expect(heldBackBy({ ...given, consentGivenAt: null, appearance: hidden }, end)).toBe('consent');
  expect(heldBackBy({ ...given, appearance: hidden }, end)).toBe('ended');
  expect(heldBackBy(given, end)).toBe('ended');
  expect(heldBackBy(given, before)).toBeNull();
  expect(heldBackBy({ ...given, consentEndsAt: null }, end)).toBeNull();
  expect(heldBackBy({ ...given, appearance: hidden }, before)).toBe('appearance');
  expect(heldBackBy({ ...given, appearance: hidden, soundOnly: true }, before)).toBeNull();
});
