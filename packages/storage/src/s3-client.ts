import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';

export type S3Settings = {
  kind: 's3';
  bucket: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Without it: Amazon's own, in the region. */
  endpoint?: string;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`: what most other stores want. */
  forcePathStyle?: boolean;
  /**
   * Whether the store judges `If-None-Match: *` on writes. Amazon does; some others (Swift) answer 501.
   * Taken as true only without an `endpoint`.
   */
  conditionalWrites?: boolean;
};

const CONNECTION_TIMEOUT_MS = 5_000;
/** Silence on the wire, not the length of a transfer. */
const SOCKET_TIMEOUT_MS = 60_000;
const MAX_ATTEMPTS = 4;

export function s3Client(settings: S3Settings): S3Client {
  return new S3Client(s3ClientConfig(settings));
}

export function s3ClientConfig(settings: S3Settings): S3ClientConfig {
  return {
    region: settings.region,
    credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
    forcePathStyle: settings.forcePathStyle ?? settings.endpoint !== undefined,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    // On by default, they add trailers and headers that other stores refuse or do not send.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, socketTimeout: SOCKET_TIMEOUT_MS },
  };
}
