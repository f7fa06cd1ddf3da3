import type { Erasures } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function erasuresRepository(_client: PrismaExecutor): Erasures {
  return {};
}
