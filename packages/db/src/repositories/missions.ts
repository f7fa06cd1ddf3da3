import type { Missions } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function missionsRepository(_client: PrismaExecutor): Missions {
  return {};
}
