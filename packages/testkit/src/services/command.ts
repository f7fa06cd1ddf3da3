import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';

/** Debian keeps servers where an ordinary user's PATH does not look. */
export const MORE_PLACES = ['/usr/sbin', '/usr/local/sbin', '/sbin', '/usr/bin', '/usr/local/bin'];

/** The full path of a programme, or undefined when this machine has none. */
export async function findCommand(name: string): Promise<string | undefined> {
  for (const dir of [...(process.env.PATH ?? '').split(path.delimiter), ...MORE_PLACES]) {
    if (dir === '') continue;
    const candidate = path.join(dir, name);
    const found = await access(candidate, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return candidate;
  }
  return undefined;
}

/** A part that this machine does not have. `reason` says what to install. */
export class MissingPart extends Error {
  readonly reason: string;
  constructor(part: string, reason: string) {
    super(`${part}: ${reason}`);
    this.name = 'MissingPart';
    this.reason = reason;
  }
}

export async function needCommand(part: string, name: string, debianPackage: string): Promise<string> {
  const found = await findCommand(name);
  if (found) return found;
  throw new MissingPart(part, `${name} is not installed (apt-get install ${debianPackage})`);
}
