import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

const YEAR_2001 = new Date('2001-01-01T00:00:00Z');

export interface Guard {
  /** Addresses and paths to plant in files: nobody must follow them. */
  names: string[];
  /** A word that stands in the file beside; it must never come out anywhere. */
  secret: string;
  /** What was touched since the start: empty when all is well. */
  breaches(): Promise<string[]>;
  /** Whether this machine's file system would have shown that the file was read. */
  seesReading: boolean;
  close(): Promise<void>;
}

/** A file that must not be read, a folder that must not change, and a port that must not be called. */
export async function guard(dir: string): Promise<Guard> {
  await mkdir(dir);
  const secret = `canary-${process.pid}-${Date.now()}`;
  const file = path.join(dir, 'canary.mp4');
  const probe = path.join(dir, 'probe');
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;

  await writeFile(probe, secret);
  const seesReading = await wasReadAfter(probe, () => readFile(probe));
  await writeFile(file, secret.repeat(100));
  await utimes(file, YEAR_2001, YEAR_2001);
  const before = await readdir(dir);
  const base = `127.0.0.1:${port}`;
  return {
    secret,
    seesReading,
    names: [
      ...['http', 'tcp', 'rtmp', 'rtsp', 'ftp', 'udp', 'hls+http'].map(
        (scheme) => `${scheme}://${base}/a.mp4`,
      ),
      file,
      `file:${file}`,
      `concat:${file}|${file}`,
      `subfile,,start,0,end,100,,:${file}`,
      '/etc/passwd',
      '../guard/canary.mp4',
    ],
    breaches: async () => {
      const found: string[] = [];
      if (calls > 0) found.push(`${calls} connections to a planted address`);
      const { atimeMs, mtimeMs } = await stat(file);
      if (mtimeMs !== YEAR_2001.getTime()) found.push('another file was written');
      if (seesReading && atimeMs !== YEAR_2001.getTime()) found.push('another file was read');
      if ((await readdir(dir)).join() !== before.join()) found.push('something was written elsewhere');
      return found;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function wasReadAfter(file: string, read: () => Promise<unknown>): Promise<boolean> {
  await utimes(file, YEAR_2001, YEAR_2001);
  await read();
  return (await stat(file)).atimeMs !== YEAR_2001.getTime();
}
