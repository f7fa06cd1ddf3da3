export { GENESIS } from './audit.ts';
export { type DatabaseSettings, openPrisma, type PrismaClient, type PrismaExecutor } from './client.ts';
export { openEvents } from './live-events.ts';
export { migrate } from './migrate.ts';
export { openStore, type StoreSettings } from './store.ts';
