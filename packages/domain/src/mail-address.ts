import { z } from 'zod';

const Address = z.email().max(254);

/** One address and nothing else: no name, no list, no line break (RFC 5321, 4.5.3.1.3 for the length). */
export function isMailAddress(text: string): boolean {
  return Address.safeParse(text).success;
}
