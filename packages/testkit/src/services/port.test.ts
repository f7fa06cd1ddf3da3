import net from 'node:net';
import { expect, test } from 'vitest';
import { accepts, freePort, freePorts, isPortFree, LOOPBACK } from './port.ts';

test('free ports are all different', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
});

test('a port somebody listens on is not free and accepts connections; afterwards it is free again', async () => {
  const port = await freePort();
  expect(await isPortFree(port)).toBe(true);
  expect(await accepts(port)).toBe(false);
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(port, LOOPBACK, resolve));
  expect(await isPortFree(port)).toBe(false);
  expect(await accepts(port)).toBe(true);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});
