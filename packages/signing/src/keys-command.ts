import { parseArgs } from 'node:util';
import { createKeyFile, KeyFileError, readKeyFile, rotate } from './key-file.ts';

const USAGE = `usage: keys-command.ts create FILE | rotate hmac|ed25519 FILE | list FILE`;

function main(args: string[]): number {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [action, first, second] = positionals;
  const file = action === 'rotate' ? second : first;
  if (file === undefined) return usage();
  switch (action) {
    case 'create':
      createKeyFile(file);
      console.log(`made ${file}`);
      return 0;
    case 'rotate':
      if (first !== 'hmac' && first !== 'ed25519') return usage();
      console.log(`the active ${first} key is now ${rotate(file, first)}`);
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
