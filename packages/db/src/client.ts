import { PrismaPg } from '@prisma/adapter-pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

export type { PrismaClient } from './generated/client.ts';
export { Prisma } from './generated/client.ts';

/** What a repository writes through: the client itself, or one interactive transaction of it. */
export type PrismaExecutor = Prisma.TransactionClient;

export interface DatabaseSettings {
  databaseUrl: string;
  /** Connections this process may hold. */
  connections?: number;
}

export function openPrisma({ databaseUrl, connections = 10 }: DatabaseSettings): PrismaClient {
  const adapter = new PrismaPg({ connectionString: databaseUrl, max: connections });
  return new PrismaClient({ adapter });
}
