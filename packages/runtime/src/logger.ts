import type { Log } from '@rostrum/core';
import { type DestinationStream, pino } from 'pino';

/**
 * JSON lines on standard output. Fields are ids, codes and figures by the port's contract; of an error
 * the class, code, message and stack are kept, and no other property: libraries hang requests on theirs.
 */
export function createLog(options: { level: string; name: string; destination?: DestinationStream }): Log {
  const logger = pino(
    { level: options.level, base: { app: options.name }, timestamp: pino.stdTimeFunctions.isoTime },
    ...(options.destination ? [options.destination] : []),
  );
  return {
    info: (event, fields) => logger.info({ event, ...fields }),
    warn: (event, fields) => logger.warn({ event, ...fields }),
    error: (event, error, fields) => logger.error({ event, error: describe(error), ...fields }),
  };
}

interface Described {
  type: string;
  code?: string;
  message: string;
  stack?: string;
  cause?: Described;
}

function describe(error: unknown, depth = 0): Described {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not an Error' };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    message: error.message,
    ...(error.stack === undefined ? {} : { stack: error.stack }),
    ...(error.cause === undefined || depth >= 3 ? {} : { cause: describe(error.cause, depth + 1) }),
  };
}
