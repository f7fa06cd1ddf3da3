import { randomBytes } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { type S3Access, s3Access } from './parts.ts';

export interface S3Settings extends S3Access {
  bucket: string;
}

/** The S3-compatible server of the run, with a bucket that nobody else uses. */
export async function s3Settings(): Promise<S3Settings> {
  const access = s3Access();
  const bucket = `test-${randomBytes(8).toString('hex')}`;
  const client = new S3Client({
    endpoint: access.endpoint,
    region: access.region,
    forcePathStyle: access.forcePathStyle,
    credentials: { accessKeyId: access.accessKeyId, secretAccessKey: access.secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
  return { ...access, bucket };
}
