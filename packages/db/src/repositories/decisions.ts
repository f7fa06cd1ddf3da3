import type { Decisions } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function decisionsRepository(_client: PrismaExecutor): Decisions {
  return {};
}
