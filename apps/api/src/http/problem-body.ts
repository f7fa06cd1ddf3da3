import { PROBLEMS, type Problem, type ProblemCode } from '@rostrum/domain';
import { z } from 'zod';

export const PROBLEM_TYPE = 'application/problem+json';

/** RFC 9457, with `code`, `figures`, `invalid` and `requestId` as extension members. */
export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().optional(),
    figures: z.record(z.string(), z.number()).optional(),
    /** Paths of what could not be understood, never the values. */
    invalid: z.array(z.string()).optional(),
    instance: z.string(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
export type ProblemBody = z.infer<typeof ProblemBody>;

export function problemBody(
  problem: Problem,
  requestId: string,
  invalid: readonly string[] = [],
): ProblemBody {
  const { title, status } = PROBLEMS[problem.code];
  return {
    type: problemType(problem.code),
    title,
    status,
    code: problem.code,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    ...(Object.keys(problem.figures).length === 0 ? {} : { figures: { ...problem.figures } }),
    ...(invalid.length === 0 ? {} : { invalid: [...invalid] }),
    instance: `urn:uuid:${requestId}`,
    requestId,
  };
}

export function problemType(code: ProblemCode): string {
  return `urn:rostrum:problem:${code}`;
}
