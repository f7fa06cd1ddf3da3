import { createHash } from 'node:crypto';

/** Tells sameness, and not what is the same. @param scope whose it is: the same words of another are another mark */
export function mark(scope: string, ...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(scope);
  for (const part of parts) hash.update('\n').update(part);
  return hash.digest('hex').slice(0, 32);
}
