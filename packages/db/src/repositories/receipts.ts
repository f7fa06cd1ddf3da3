import type { Receipts } from '@rostrum/core';
import { z } from 'zod';
import type { PrismaExecutor } from '../client.ts';

const Payload = z.object({
  version: z.literal(1),
  takeId: z.string(),
  statementId: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  receivedAt: z.string(),
  session: z.int(),
  state: z.string(),
});

export function receiptsRepository(client: PrismaExecutor): Receipts {
  return {
    async get(takeId) {
      const row = await client.receipt.findUnique({ where: { takeId } });
      return row && { ...row, payload: Payload.parse(row.payload) };
    },
    async addOnce(receipt) {
      await client.receipt.createMany({ data: [receipt], skipDuplicates: true });
    },
  };
}
