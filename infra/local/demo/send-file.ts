import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { problemOf } from '@rostrum/client';
import { PART_BYTES } from '@rostrum/domain';
import * as tus from 'tus-js-client';
import { z } from 'zod';
import type { RoleClient } from './role-client.ts';

const RETRIES_MS = [200, 1000, 3000];

/** Sends a file as the speaker's page does: tus 1.0, in parts. Resolves with the address of the upload. */
export async function sendFile(
  speaker: RoleClient,
  file: string,
  facts: { bytes: number; sha256: string },
): Promise<string> {
  return await new Promise((resolve, reject) => {
    const upload = new tus.Upload(createReadStream(file), {
      endpoint: `${speaker.origin}/api/v1/uploads`,
      chunkSize: PART_BYTES,
      uploadSize: facts.bytes,
      retryDelays: RETRIES_MS,
      headers: { 'x-rostrum': '1', cookie: speaker.cookieHeader() },
      metadata: { filename: basename(file), sha256: facts.sha256 },
      storeFingerprintForResuming: false,
      onSuccess: () => resolve(upload.url ?? ''),
      onError: (error) => void refusalOf(error).then(reject, reject),
      // What the API refuses by a code of its own stays refused.
      onShouldRetry: (error) => {
        const status = 'originalResponse' in error ? error.originalResponse?.getStatus() : undefined;
        return status === undefined || status >= 500 || status === 423;
      },
    });
    upload.start();
  });
}

const Refusal = z.object({ code: z.string(), title: z.string() });

async function refusalOf(error: Error): Promise<Error> {
  const response = error instanceof tus.DetailedError ? error.originalResponse : null;
  if (!response) return error;
  const said = Refusal.safeParse(parse(response.getBody()));
  if (!said.success) return error;
  return await problemOf(new Response(response.getBody(), { status: response.getStatus() }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
