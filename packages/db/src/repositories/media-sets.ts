import type { MediaSets } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function mediaSetsRepository(_client: PrismaExecutor): MediaSets {
  return {};
}
