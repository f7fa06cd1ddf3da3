import type { Links } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function linksRepository(_client: PrismaExecutor): Links {
  return {};
}
