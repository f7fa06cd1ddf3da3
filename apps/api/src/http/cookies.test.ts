import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clearCookieHeader, readCookie, setCookieHeader } from './cookies.ts';
import { heldSpeakers, holdSpeaker, letSpeakerGo } from './held-devices.ts';

const asked = (cookie: string) => ({ headers: { cookie } }) as IncomingMessage;

describe('cookies', () => {
  it('are bound to the host where people come by https', () => {
    const header = setCookieHeader('speaker', { value: 'a b', sameSite: 'Lax' }, true);
    expect(header).toBe('__Host-rostrum-speaker=a%20b; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(clearCookieHeader('speaker', true)).toContain('Expires=Thu, 01 Jan 1970');
  });

  it('cannot be bound on the loopback', () => {
    expect(setCookieHeader('form', { value: 'x', sameSite: 'Strict' }, false)).toBe(
      'rostrum-form=x; Path=/; HttpOnly; SameSite=Strict',
    );
  });

  it('are read by their whole name, and never badly', () => {
    const cookie = 'xrostrum-speaker=no; rostrum-speaker=yes; rostrum-delegate=; rostrum-form=%E0%A4%A';
    expect(readCookie(asked(cookie), 'speaker', false)).toBe('yes');
    // A neighbour host may have set the one without the prefix.
    expect(readCookie(asked(cookie), 'speaker', true)).toBeNull();
    expect(readCookie(asked(cookie), 'delegate', false)).toBeNull();
    expect(readCookie(asked(cookie), 'form', false)).toBeNull();
    expect(readCookie({ headers: {} } as IncomingMessage, 'form', false)).toBeNull();
  });

  it('of several links stand beside one another, the one opened last in front', () => {
    const jar = new Map<string, string>();
    const take = (lines: readonly string[]) => {
      for (const line of lines) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
    };
    const request = () => asked([...jar].map((pair) => pair.join('=')).join('; '));
    const open = (token: string, ms: number, held = heldSpeakers(request(), true)) =>
      holdSpeaker({ token, openedAt: new Date(ms), expiresAt: new Date(1e12) }, held, true);
    // Both are asked for before either answer has come.
    const [one, two] = [open('one', 1), open('two', 2)];
    take(two);
    take(one);
    expect(heldSpeakers(request(), true)).toEqual(['two', 'one']);
    expect(heldSpeakers(request(), false)).toEqual([]);
    take(open('one', 3));
    expect(heldSpeakers(request(), true)).toEqual(['one', 'two']);
    take([letSpeakerGo('one', true)]);
    for (let n = 0; n < 9; n += 1) take(open(`more-${n}`, 10 + n));
    expect(heldSpeakers(request(), true)).toHaveLength(8);
    expect(heldSpeakers(request(), true)).not.toContain('two');
    expect([...jar.keys()].join()).not.toContain('more');
    jar.set('__Host-rostrum-speaker-x', 'nonsense');
    expect(heldSpeakers(request(), true)).toHaveLength(8);
  });
});
