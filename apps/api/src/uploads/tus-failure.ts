import { Problem, type ProblemCode } from '@rostrum/domain';
import { ERRORS } from '@tus/server';
import { z } from 'zod';

/** @tus/server throws plain objects; these are known by identity. */
const KNOWN = new Map<unknown, ProblemCode>([
  [ERRORS.INVALID_OFFSET, 'conflict'],
  [ERRORS.ERR_LOCK_TIMEOUT, 'upload_busy'],
  [ERRORS.ABORTED, 'upload_busy'],
  [ERRORS.FILE_NOT_FOUND, 'not_found'],
  [ERRORS.FILE_NO_LONGER_EXISTS, 'upload_gone'],
  [ERRORS.ERR_SIZE_EXCEEDED, 'size_over_limit'],
  [ERRORS.ERR_MAX_SIZE_EXCEEDED, 'size_over_limit'],
  [ERRORS.INVALID_TERMINATION, 'conflict'],
]);

const TusFailure = z.object({ status_code: z.int() });

/** What a hook or a store threw. Ours pass through; the protocol's own get a code of ours. */
export function fromTusFailure(failure: unknown): unknown {
  const code = KNOWN.get(failure);
  if (code !== undefined) return new Problem(code);
  if (failure instanceof Problem) return failure;
  const parsed = TusFailure.safeParse(failure);
  if (!parsed.success) return failure;
  return fromTusStatus(parsed.data.status_code);
}

/** Refusals that @tus/server answers without throwing: a header that is missing or not understood. */
export function fromTusStatus(status: number): Problem {
  if (status === 404) return new Problem('not_found');
  if (status === 413) return new Problem('size_over_limit');
  // 501: an extension that is not offered.
  if (status < 500 || status === 501)
    return new Problem('request_invalid', { message: `tus refused with ${status}` });
  return new Problem('unavailable', { message: `tus failed with ${status}` });
}
