/**
 * Runs once before API and worker: migrations, signing keys when there are none, the bucket when there is none.
 * May run any number of times, and beside a running older version: migrations are compatible by one version.
 */
import { CreateBucketCommand, HeadBucketCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { migrate } from '@rostrum/db';
import { type Config, ConfigError, readConfig } from '@rostrum/runtime';
import { ensureKeyFile } from '@rostrum/signing';

async function ensureBucket(storage: Config['storage']): Promise<void> {
  if (storage.kind !== 's3') return;
  const client = new S3Client({
    region: storage.region,
    forcePathStyle: storage.forcePathStyle,
    credentials: { accessKeyId: storage.accessKeyId, secretAccessKey: storage.secretAccessKey },
    // Sent by default, and refused by many S3-compatible servers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(storage.endpoint === undefined ? {} : { endpoint: storage.endpoint }),
  });
  try {
    await client.send(new HeadBucketCommand({ Bucket: storage.bucket }));
    console.log('bucket: present');
  } catch (failure) {
    const absent = failure instanceof S3ServiceException && failure.$metadata.httpStatusCode === 404;
    if (!absent) throw failure;
    await client.send(new CreateBucketCommand({ Bucket: storage.bucket }));
    console.log('bucket: made');
  } finally {
    client.destroy();
  }
}

try {
  const config = readConfig(process.env);
  const applied = await migrate(config.databaseUrl);
  console.log(`migrations: ${applied.length} applied`);
  await ensureKeyFile(config.keysFile);
  console.log('keys: present');
  await ensureBucket(config.storage);
} catch (failure) {
  console.error(failure instanceof ConfigError ? failure.message : failure);
  process.exitCode = 1;
}
