import type { Mail } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function mailRepository(_client: PrismaExecutor): Mail {
  return {};
}
