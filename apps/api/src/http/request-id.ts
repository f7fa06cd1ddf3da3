import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const ids = new WeakMap<IncomingMessage, string>();

/** Made here and never taken from the request: it goes into logs. The same for all who ask about one request. */
export function requestIdOf(request: IncomingMessage): string {
  const known = ids.get(request);
  if (known !== undefined) return known;
  const made = randomUUID();
  ids.set(request, made);
  return made;
}
