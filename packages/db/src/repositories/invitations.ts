import type { Invitations } from '@rostrum/core';
import type { PrismaExecutor } from '../client.ts';

export function invitationsRepository(_client: PrismaExecutor): Invitations {
  return {};
}
