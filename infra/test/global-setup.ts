import type {} from '@rostrum/testkit';
import { MissingPart, startRedis, startS3, startTemporaryPostgres } from '@rostrum/testkit/services';
import type { TestProject } from 'vitest/node';

type Stoppable = { stop(): Promise<void> };

/** Starts a part, or says why it cannot be had. Whatever else goes wrong fails the run. */
async function startOrExplain<T extends Stoppable>(start: () => Promise<T>): Promise<T | null> {
  try {
    return await start();
  } catch (failure) {
    if (!(failure instanceof MissingPart)) throw failure;
    console.error(`Tests that need it are skipped: ${failure.message}`);
    return null;
  }
}

/** The servers of the integration tests: one PostgreSQL, one Redis, one S3-compatible server for the whole run. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const starting = [startTemporaryPostgres(), startOrExplain(startRedis), startOrExplain(startS3)] as const;
  const stop = async () => {
    const settled = await Promise.allSettled(starting);
    await Promise.all(settled.map((part) => (part.status === 'fulfilled' ? part.value?.stop() : undefined)));
  };
  try {
    const [database, redis, s3] = await Promise.all(starting);
    project.provide('servers', {
      databaseUrl: database.url,
      redisUrl: redis?.url ?? null,
      s3: s3 && {
        endpoint: s3.endpoint,
        region: s3.region,
        accessKeyId: s3.accessKeyId,
        secretAccessKey: s3.secretAccessKey,
        forcePathStyle: s3.forcePathStyle,
      },
    });
  } catch (failure) {
    await stop();
    throw failure;
  }
  return stop;
}
