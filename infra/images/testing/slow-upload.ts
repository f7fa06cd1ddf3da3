import { once } from 'node:events';
import http from 'node:http';

export interface SlowUpload {
  /** Sends the first half and leaves the request open. */
  sendHalf(): Promise<void>;
  /** Sends the rest, or the whole, and gives the answer. */
  finish(): Promise<{ status: number; body: string }>;
}

const CHUNK_BYTES = 1024 * 1024;

/** One multipart request with one file, as a script or a plain form sends it; the sender decides when it goes on. */
export function slowUpload(
  url: string,
  headers: Record<string, string>,
  file: { name: string; bytes: Buffer },
): SlowUpload {
  const boundary = '----rostrum-boundary';
  const head = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${file.name}"\r\n` +
      'content-type: video/mp4\r\n\r\n',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const request = http.request(url, {
    method: 'POST',
    headers: {
      ...headers,
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': head.length + file.bytes.length + tail.length,
    },
  });
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  answered.catch(() => {});
  const half = Math.floor(file.bytes.length / 2);
  const send = async (bytes: Buffer) => {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      if (!request.write(bytes.subarray(at, at + CHUNK_BYTES))) await once(request, 'drain');
    }
  };
  let begun = false;
  const sendHalf = async () => {
    begun = true;
    await send(head);
    await send(file.bytes.subarray(0, half));
  };
  return {
    sendHalf,
    finish: async () => {
      if (!begun) await sendHalf();
      await send(file.bytes.subarray(half));
      request.end(tail);
      const response = await answered;
      let body = '';
      for await (const chunk of response.setEncoding('utf8')) body += chunk;
      return { status: response.statusCode ?? 0, body };
    },
  };
}
