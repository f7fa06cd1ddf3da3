import type { Reviews } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function reviewsRepository(_client: PrismaExecutor): Reviews {
  return {};
}
