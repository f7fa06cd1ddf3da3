import net from 'node:net';

export const LOOPBACK = '127.0.0.1';

/** Whether a server could listen there now. Port 0 is always free. */
export async function isPortFree(port: number, host = LOOPBACK): Promise<boolean> {
  return await new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (failure: NodeJS.ErrnoException) => {
      if (failure.code === 'EADDRINUSE' || failure.code === 'EACCES') resolve(false);
      else reject(failure);
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/**
 * Ports that the system held free a moment ago, all different. They are held together and then let go, so that
 * one call never gives the same port twice.
 */
export async function freePorts(count: number, host = LOOPBACK): Promise<number[]> {
  const held: net.Server[] = [];
  try {
    for (let i = 0; i < count; i += 1) {
      const server = net.createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port: 0, host, exclusive: true }, resolve);
      });
      held.push(server);
    }
    return held.map((server) => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('a TCP server has no port');
      return address.port;
    });
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))));
  }
}

export async function freePort(host = LOOPBACK): Promise<number> {
  const [port] = await freePorts(1, host);
  if (port === undefined) throw new Error('no free port');
  return port;
}

/** Whether something accepts connections there. */
export async function accepts(port: number, host = LOOPBACK): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = net.connect({ port, host });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.setTimeout(1000, () => answer(false));
  });
}
