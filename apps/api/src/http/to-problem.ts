import { StorageError } from '@rostrum/core';
import { Problem, type ProblemCode } from '@rostrum/domain';
import { HlsError } from '@rostrum/hls';
import multer from 'multer';
import { z } from 'zod';

export interface Mapped {
  problem: Problem;
  /** Paths that a schema refused. */
  invalid: readonly string[];
  /** Nobody's fault but ours: it belongs in the log. */
  unexpected: boolean;
}

/** Thrown where a request was parsed; `part` says where in it: `params`, `query` or `body`. */
export class InvalidRequest extends Error {
  readonly paths: readonly string[];
  constructor(part: string, error: z.ZodError) {
    super(`invalid ${part}`);
    this.name = 'InvalidRequest';
    this.paths = [...new Set(error.issues.map((issue) => [part, ...issue.path.map(String)].join('.')))];
  }
}

/** Every failure that can leave a handler, as the problem that the caller may see. */
export function toProblem(error: unknown): Mapped {
  if (error instanceof Problem) return expected(error, error.status >= 500);
  if (error instanceof InvalidRequest) {
    return {
      problem: new Problem('request_invalid', { cause: error }),
      invalid: error.paths,
      unexpected: false,
    };
  }
  if (error instanceof multer.MulterError) return expected(fromMulter(error));
  if (error instanceof StorageError) return fromStorage(error);
  if (error instanceof HlsError && error.code === 'no-segments') {
    return expected(new Problem('not_found', { cause: error }));
  }
  if (isDatabaseAway(error)) return expected(new Problem('unavailable', { cause: error }), true);
  const http = fromHttpError(error);
  if (http !== null) return expected(http);
  return expected(new Problem('internal', { cause: error }), true);
}

function expected(problem: Problem, unexpected = false): Mapped {
  return { problem, invalid: [], unexpected };
}

function fromStorage(error: StorageError): Mapped {
  const codes: Partial<Record<StorageError['code'], ProblemCode>> = {
    not_found: 'not_found',
    no_space: 'storage_full',
    unavailable: 'unavailable',
  };
  const code = codes[error.code] ?? 'internal';
  return expected(new Problem(code, { cause: error }), code !== 'not_found');
}

/** Of Prisma, of PostgreSQL (classes 08 and 57P, and 53300) and of the socket: it may be there again in a moment. */
const AWAY = /^(P1001|P1002|P1008|P1017|P2024|P2028|P2037|08\w{3}|57P0[1-3]|53300|ECONNREFUSED|ECONNRESET)$/;

function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 3) return false;
  const codes = ['code', 'errorCode'].map((name): unknown => Reflect.get(error, name));
  return (
    codes.some((code) => typeof code === 'string' && AWAY.test(code)) ||
    isDatabaseAway(error.cause, depth + 1)
  );
}

function fromMulter(error: multer.MulterError): Problem {
  return new Problem(error.code === 'LIMIT_FILE_SIZE' ? 'size_over_limit' : 'request_invalid', {
    cause: error,
  });
}

/** What express and its parsers throw: `http-errors` with a status and a type, and failed URI decoding. */
const HttpError = z.object({ status: z.int().min(400).max(599), type: z.string().optional() });

function fromHttpError(error: unknown): Problem | null {
  if (error instanceof URIError) return new Problem('request_invalid', { cause: error });
  const parsed = HttpError.safeParse(error);
  if (!(error instanceof Error) || !parsed.success) return null;
  const { status } = parsed.data;
  if (status === 413) return new Problem('body_too_large', { cause: error });
  if (status === 404) return new Problem('not_found', { cause: error });
  if (status < 500) return new Problem('request_invalid', { cause: error });
  return null;
}
