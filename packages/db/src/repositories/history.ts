import type { History } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function historyRepository(_client: PrismaExecutor): History {
  return {};
}
