import { parseArgs } from 'node:util';

export interface DemoArguments {
  file: string;
  json: boolean;
  keep: boolean;
  inMs?: number;
  outMs?: number;
}

export const USAGE = 'npm run demo -- FILE [--json] [--in MS --out MS] [--keep]';

/** @throws RangeError with what is wrong, for the person at the terminal */
export function readArguments(args: string[]): DemoArguments {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      in: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new RangeError(`Name one file: ${USAGE}`);
  const inMs = milliseconds('--in', values.in);
  const outMs = milliseconds('--out', values.out);
  return {
    file,
    json: values.json,
    keep: values.keep,
    ...(inMs === undefined ? {} : { inMs }),
    ...(outMs === undefined ? {} : { outMs }),
  };
}

function milliseconds(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text))
    throw new RangeError(`${name} takes whole milliseconds, for example ${name} 1500.`);
  return Number(text);
}
