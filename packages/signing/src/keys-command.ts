import { parseArgs } from 'node:util';
import { createKeyFile, KeyFileError, readKeyFile, rotate } from './key-file.ts';

const USAGE = `usage: keys-command.ts create FILE | rotate FILE hmac|ed25519 | list FILE`;

function main(args: string[]): number {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, file, kind] = positionals;
  if (file === undefined) return usage();
  switch (action) {
    case 'create':
      createKeyFile(file);
      console.log(`made ${file}`);
      return 0;
    case 'rotate':
      if (kind !== 'hmac' && kind !== 'ed25519') return usage();
      console.log(`the active ${kind} key is now ${rotate(file, kind)}`);
      return 0;
    case 'list':
      for (const key of readKeyFile(file)) {
        console.log(
          `${key.id}  ${key.kind}  made ${key.createdAt}  ${key.retiredAt === undefined ? 'active' : `retired ${key.retiredAt}`}`,
        );
      }
      return 0;
    default:
      return usage();
  }
}

function usage(): number {
  console.error(USAGE);
  return 2;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof KeyFileError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
