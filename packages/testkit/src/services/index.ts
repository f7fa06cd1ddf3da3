/** Real servers, started and stopped. Nothing here needs a test runner: `npm start` uses it as well. */
export { accountForPostgres, canReach, isRoot } from './account.ts';
export { findCommand, MissingPart, needCommand } from './command.ts';
export { accepts, freePort, freePorts, isPortFree, LOOPBACK } from './port.ts';
export {
  PostgresError,
  type PostgresOptions,
  type PostgresProblem,
  type PostgresServer,
  startPostgres,
  startTemporaryPostgres,
} from './postgres.ts';
export { SHARED_HOME } from './postgres-binaries.ts';
export { type ProcessExit, type ProcessRequest, type RunningProcess, startProcess } from './process.ts';
export { type RedisServer, startRedis } from './redis.ts';
export { type S3Server, startS3 } from './swift.ts';
export { waitFor } from './wait.ts';
