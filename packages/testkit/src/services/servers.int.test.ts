import { randomBytes } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { databaseServerUrl, emptyDatabase, redisUrl, requirePart, s3Settings } from '../index.ts';

test('the PostgreSQL of the run is a real one, and two empty databases know nothing of each other', async () => {
  const [one, other] = await Promise.all([emptyDatabase(), emptyDatabase()]);
  const first = new pg.Client({ connectionString: one.url });
  const second = new pg.Client({ connectionString: other.url });
  await Promise.all([first.connect(), second.connect()]);
  try {
    await first.query('create table only_here (id int)');
    const found = await second.query("select to_regclass('only_here') as found");
    expect(found.rows).toEqual([{ found: null }]);
    const setting = await first.query(
      "select current_setting('TimeZone') zone, current_setting('server_version') v",
    );
    expect(setting.rows[0].zone).toBe('UTC');
    expect(Number.parseInt(setting.rows[0].v, 10)).toBeGreaterThanOrEqual(15);
  } finally {
    await Promise.all([first.end(), second.end()]);
    await Promise.all([one.drop(), other.drop()]);
  }
  const server = new pg.Client({ connectionString: databaseServerUrl() });
  await server.connect();
  const left = await server.query('select 1 from pg_database where datname = $1', [
    new URL(one.url).pathname.slice(1),
  ]);
  await server.end();
  expect(left.rowCount).toBe(0);
});

describe.skipIf(!requirePart('redis'))('Redis', () => {
  test('keeps and gives back, and never evicts', async () => {
    const redis = new Redis(redisUrl());
    const key = randomBytes(8).toString('hex');
    try {
      await redis.set(key, 'kept');
      expect(await redis.get(key)).toBe('kept');
      expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    } finally {
      redis.disconnect();
    }
  });
});

describe.skipIf(!requirePart('s3'))('the S3-compatible server', () => {
  test('stores a range of bytes under a key in a bucket of the test, and refuses a wrong secret', async () => {
    const { bucket, endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = await s3Settings();
    const options = {
      endpoint,
      region,
      forcePathStyle,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    } as const;
    const client = new S3Client({ ...options, credentials: { accessKeyId, secretAccessKey } });
    const thief = new S3Client({ ...options, credentials: { accessKeyId, secretAccessKey: 'guessed' } });
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'a/b', Body: 'statement' }));
      const part = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: 'a/b', Range: 'bytes=0-4' }),
      );
      expect(await part.Body?.transformToString()).toBe('state');
      await expect(thief.send(new GetObjectCommand({ Bucket: bucket, Key: 'a/b' }))).rejects.toMatchObject({
        $metadata: { httpStatusCode: 403 },
      });
    } finally {
      client.destroy();
      thief.destroy();
    }
  });
});
