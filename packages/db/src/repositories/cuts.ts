import type { Cuts } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function cutsRepository(_client: PrismaExecutor): Cuts {
  return {};
}
