/**
 * The way in where nobody is yet who could invite: makes an administrator's account, or invites one anew who has not
 * accepted, and prints the invitation's link. Takes the API's configuration, or that of the copy that `npm start`
 * runs. Arguments: ADDRESS NAME.
 */
import { Problem } from '@rostrum/domain';
import { ConfigError, openParts, readConfig } from '@rostrum/runtime';
import { z } from 'zod';
import { commandEnvironment, NotRunning } from './commands/environment.ts';
import { createAuth } from './staff/auth.ts';
import { createStaff } from './staff/staff.ts';

const Arguments = z.tuple([z.email(), z.string().trim().min(1).max(200)]);

async function run(given: readonly string[]): Promise<void> {
  const parsed = Arguments.safeParse(given);
  if (!parsed.success) {
    console.error('usage: invite-administrator.ts ADDRESS NAME');
    process.exitCode = 2;
    return;
  }
  const [email, name] = parsed.data;
  const config = readConfig(await commandEnvironment(process.env));
  const parts = await openParts(config, { name: 'seed' });
  const { prisma, log } = parts;
  try {
    const staff = createStaff({
      auth: createAuth({ settings: config, prisma, log }),
      prisma,
      parts,
      settings: config,
    });
    const { link } = await staff.invite({ kind: 'pipeline' }, { email, name, role: 'administrator' });
    console.log(link);
  } finally {
    await parts.close();
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  const told = [ConfigError, Problem, NotRunning].some((one) => error instanceof one);
  console.error(told && error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
