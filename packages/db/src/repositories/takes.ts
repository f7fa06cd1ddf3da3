import type { Takes } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function takesRepository(_client: PrismaExecutor): Takes {
  return {};
}
