import { retryJob } from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import type { HandlerDeps } from './handler-deps.ts';

type AdministrationRoute =
  | 'GET /api/v1/staff'
  | 'POST /api/v1/staff'
  | 'POST /api/v1/staff/{id}/disable'
  | 'POST /api/v1/staff/{id}/enable'
  | 'POST /api/v1/staff/{id}/reset-second-factor'
  | 'POST /api/v1/staff/accept'
  | 'GET /api/v1/queue'
  | 'POST /api/v1/queue/{id}/retry'
  | 'GET /api/v1/audit/verification'
  | 'POST /api/v1/demonstration/sign-in'
  | 'GET /api/v1/demonstration/mailbox';

export function administrationHandlers(deps: HandlerDeps): HandlersOf<AdministrationRoute> {
  const { parts, staff, demonstration } = deps;
  return {
    'GET /api/v1/staff': async () => ({ staff: await staff.list() }),
    'POST /api/v1/staff': ({ body }, { actor }) => staff.invite(actor, body),
    'POST /api/v1/staff/{id}/disable': ({ params }, { actor }) => staff.disable(actor, params.id),
    'POST /api/v1/staff/{id}/enable': ({ params }, { actor }) => staff.enable(actor, params.id),
    'POST /api/v1/staff/{id}/reset-second-factor': ({ params }, { actor }) =>
      staff.resetSecondFactor(actor, params.id),
    'POST /api/v1/staff/accept': ({ body }) => staff.accept(body.token, body.password),

    'GET /api/v1/queue': async () => {
      const [counts, failed] = await Promise.all([parts.queue.counts(), parts.queue.failed()]);
      return {
        counts,
        failed: failed.map(({ jobId, name, lane, reason, attempts, failedAtMs }) => ({
          queue: lane,
          id: jobId,
          name,
          reason,
          attempts,
          at: new Date(failedAtMs).toISOString(),
        })),
      };
    },

    'POST /api/v1/queue/{id}/retry': ({ params }, { actor }) => retryJob(parts, { actor, jobId: params.id }),

    'GET /api/v1/audit/verification': async () => {
      const { whole, entries, firstBroken } = await parts.store.verifyAudit();
      return { whole, entries, firstBroken };
    },

    'POST /api/v1/demonstration/sign-in': async ({ body }, { setCookie }) => {
      if (demonstration === null) throw new Problem('not_found');
      for (const cookie of await demonstration.signIn(body.token)) setCookie(cookie);
    },

    'GET /api/v1/demonstration/mailbox': async () => {
      if (demonstration === null) throw new Problem('not_found');
      return { mails: await demonstration.mails() };
    },
  };
}
