export { type S3Settings, s3Settings } from './services/fresh-bucket.ts';
export { emptyDatabase, type FreshDatabase, freshDatabase } from './services/fresh-database.ts';
export {
  databaseServerUrl,
  type Part,
  type ProvidedServers,
  programme,
  redisUrl,
  requirePart,
  type S3Access,
} from './services/parts.ts';
