import type { Programmes } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function programmesRepository(_client: PrismaExecutor): Programmes {
  return {};
}
