import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { requirePart, s3Settings } from '@rostrum/testkit';
import { describe, expect, it } from 'vitest';
import { storageConformance } from './conformance.ts';
import type { S3Settings } from './s3-client.ts';
import { s3Client } from './s3-client.ts';
import { s3Storage } from './s3-storage.ts';

async function settingsForTest(): Promise<S3Settings> {
  return { kind: 's3', ...(await s3Settings()) };
}

describe.skipIf(!requirePart('s3'))('S3 storage', () => {
  storageConformance('S3', async () => {
    const settings = await settingsForTest();
    const client = s3Client(settings);
    const Bucket = settings.bucket;
    return {
      storage: s3Storage(settings, client),
      leftoversBelow: async (prefix) => {
        const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: prefix }));
        return Uploads?.length ?? 0;
      },
      leaveBehind: async (prefix) => {
        const Key = `${prefix}unfinished`;
        const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
        await client.send(
          new UploadPartCommand({
            Bucket,
            Key,
            UploadId,
            PartNumber: 1,
            Body: Buffer.alloc(5 * 1024 * 1024),
          }),
        );
      },
      exactIfAbsent: false,
      close: async () => client.destroy(),
    };
  });

  it('says that it is denied with a wrong secret', async () => {
    const settings = await settingsForTest();
    const storage = s3Storage({ ...settings, secretAccessKey: 'not-the-secret' });
    await expect(storage.head('a/b')).rejects.toMatchObject({ code: 'denied' });
    await expect(storage.put('a/b', new Uint8Array(1))).rejects.toMatchObject({ code: 'denied' });
    await expect(storage.health()).rejects.toMatchObject({ code: 'denied' });
  });

  it('says that the store is away, or its bucket', async () => {
    const settings = await settingsForTest();
    const away = s3Storage({ ...settings, endpoint: 'http://127.0.0.1:9' });
    await expect(away.health()).rejects.toMatchObject({ code: 'unavailable' });
    const noBucket = s3Storage({ ...settings, bucket: 'no-such-bucket-here' });
    await expect(noBucket.health()).rejects.toMatchObject({ code: 'unavailable' });
    await expect(noBucket.put('a/b', new Uint8Array(1))).rejects.toMatchObject({ code: 'unavailable' });
  });
});
