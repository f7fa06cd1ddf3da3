/**
 * Writes .env from .env.example, with every secret made anew:
 *
 *   node infra/compose/make-env.mjs [--to FILE] [PUBLIC_URL=https://… SMTP_URL=smtps://… MAIL_FROM=…]
 *
 * Never overwrites a file: its secrets may open a database. Plain JavaScript, for Node 20.19 and later.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

// Letters and digits only: they stand in addresses (postgresql://, redis://) as they are.
const hex = (bytes) => randomBytes(bytes).toString('hex');
const SECRETS = {
  POSTGRES_PASSWORD: () => hex(24),
  VALKEY_PASSWORD: () => hex(24),
  S3_ACCESS_KEY_ID: () => hex(10).toUpperCase(),
  S3_SECRET_ACCESS_KEY: () => hex(20),
  AUTH_SECRET: () => hex(48),
};

/** What there need not be. */
const OPTIONAL = ['WHISPER_MODEL'];

function readArguments(args) {
  let to = path.join(root, '.env');
  const given = {};
  for (let i = 0; i < args.length; i += 1) {
    const [name, ...value] = args[i].split('=');
    if (args[i] === '--to' && args[i + 1]) to = path.resolve(args[++i]);
    else if (/^[A-Z0-9_]+$/.test(name) && value.length > 0) given[name] = value.join('=');
    else throw new Error(`not understood: ${args[i]}`);
  }
  return { to, given };
}

function fill(template, given) {
  const left = new Set(Object.keys(given));
  const text = template.replace(/^([A-Z0-9_]+)=(.*)$/gm, (_, name, standing) => {
    left.delete(name);
    return `${name}=${given[name] ?? SECRETS[name]?.() ?? standing}`;
  });
  if (left.size > 0) throw new Error(`.env.example has no ${[...left].join(', ')}`);
  return text;
}

try {
  const { to, given } = readArguments(process.argv.slice(2));
  if (existsSync(to))
    throw new Error(`${to} is there already, and its secrets may be in use. Nothing was changed.`);
  const text = fill(readFileSync(path.join(root, '.env.example'), 'utf8'), given);
  writeFileSync(to, text, { mode: 0o600, flag: 'wx' });
  const empty = [...text.matchAll(/^([A-Z0-9_]+)=$/gm)]
    .map(([, name]) => name)
    .filter((name) => !OPTIONAL.includes(name));
  console.log(`${to} is written, readable by its owner only.`);
  if (empty.length > 0) console.log(`Still to fill in: ${empty.join(', ')}`);
} catch (failure) {
  console.error(failure.message);
  process.exit(1);
}
