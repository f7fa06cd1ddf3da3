/**
 * Seeds the demonstration with the configuration of the API, and prints one sign-in link per role as one line of
 * JSON after "links". Argument: the demo.json of an earlier start, whose links stay good as long as they can.
 */
import { readFile } from 'node:fs/promises';
import { delegateLink, seedDemonstration, speakerLink } from '@rostrum/core';
import { openParts, readConfig } from '@rostrum/runtime';
import { z } from 'zod';
import { ensureDemonstrationStaff } from '../../apps/api/src/staff/demonstration.ts';

const Kept = z.object({ speaker: z.url(), delegate: z.url() });

/** A link's token stands in its fragment. */
const tokenOf = (link: string): string => new URL(link).hash.slice(1);

async function keptTokens(file: string | undefined): Promise<{ speaker?: string; delegate?: string }> {
  if (file === undefined) return {};
  try {
    const { speaker, delegate } = Kept.parse(JSON.parse(await readFile(file, 'utf8')));
    return { speaker: tokenOf(speaker), delegate: tokenOf(delegate) };
  } catch {
    // The first start, or a file that somebody has edited: new links are made.
    return {};
  }
}

const config = readConfig(process.env);
const parts = await openParts(config, { name: 'seed' });
try {
  const { speaker, delegate } = await seedDemonstration(parts, {
    now: parts.clock.now(),
    kept: await keptTokens(process.argv[2]),
  });
  const staff = await ensureDemonstrationStaff({ prisma: parts.prisma, parts, settings: config });
  const links = {
    speaker: speakerLink(config, speaker),
    delegate: delegateLink(config, delegate),
    ...staff,
  };
  console.log(`links ${JSON.stringify(links)}`);
} finally {
  await parts.close();
}
