import type { Receipts } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function receiptsRepository(_client: PrismaExecutor): Receipts {
  return {};
}
