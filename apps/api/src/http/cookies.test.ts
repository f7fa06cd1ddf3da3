import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { clearCookieHeader, readCookie, setCookieHeader } from './cookies.ts';

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
});
