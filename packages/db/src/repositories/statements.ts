import type { Statements } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function statementsRepository(_client: PrismaExecutor): Statements {
  return {};
}
