import {
  changeSetting,
  dismissMail,
  queueState,
  removeFailedJob,
  retryAllJobs,
  retryAllMails,
  retryJob,
  retryMail,
  type SettingState,
  settingsOf,
} from '@rostrum/core';
import { Problem } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import { instant } from '../views/common.ts';
import { countStorage } from './count-storage.ts';
import type { HandlerDeps } from './handler-deps.ts';

const MAILS_SHOWN = 200;

type AdministrationRoute =
  | 'GET /api/v1/staff'
  | 'POST /api/v1/staff'
  | 'POST /api/v1/staff/{id}/invite-again'
  | 'PUT /api/v1/staff/{id}/role'
  | 'POST /api/v1/staff/{id}/disable'
  | 'POST /api/v1/staff/{id}/enable'
  | 'POST /api/v1/staff/{id}/reset-second-factor'
  | 'POST /api/v1/staff/accept'
  | 'GET /api/v1/queue'
  | 'POST /api/v1/queue/{id}/retry'
  | 'POST /api/v1/queue/retry-all'
  | 'DELETE /api/v1/queue/{id}'
  | 'GET /api/v1/mails/failed'
  | 'POST /api/v1/mails/{id}/retry'
  | 'DELETE /api/v1/mails/{id}'
  | 'POST /api/v1/mails/retry-all'
  | 'GET /api/v1/storage'
  | 'GET /api/v1/storage/count'
  | 'GET /api/v1/settings'
  | 'PUT /api/v1/settings/{key}'
  | 'GET /api/v1/audit/verification'
  | 'POST /api/v1/demonstration/sign-in'
  | 'GET /api/v1/demonstration/mailbox';

export function administrationHandlers(deps: HandlerDeps): HandlersOf<AdministrationRoute> {
  const { parts, staff, demonstration } = deps;
  return {
    'GET /api/v1/staff': async () => ({ staff: await staff.list() }),
    'POST /api/v1/staff': ({ body }, { actor }) => staff.invite(actor, body),
    'POST /api/v1/staff/{id}/invite-again': ({ params }, { actor }) => staff.inviteAgain(actor, params.id),
    'PUT /api/v1/staff/{id}/role': ({ params, body }, { actor }) =>
      staff.setRole(actor, params.id, body.role),
    'POST /api/v1/staff/{id}/disable': ({ params }, { actor }) => staff.disable(actor, params.id),
    'POST /api/v1/staff/{id}/enable': ({ params }, { actor }) => staff.enable(actor, params.id),
    'POST /api/v1/staff/{id}/reset-second-factor': ({ params }, { actor }) =>
      staff.resetSecondFactor(actor, params.id),
    'POST /api/v1/staff/accept': ({ body }) => staff.accept(body.token, body.password),

    'GET /api/v1/queue': async () => {
      const { counts, open, failed } = await queueState(parts);
      return {
        counts,
        open: open.map(({ lane, jobId, name, attempts, about, mail, gone, removable, ...job }) => ({
          queue: lane,
          id: jobId,
          name,
          attempts,
          about,
          mail,
          gone,
          removable,
          state: job.state,
          since: new Date(job.sinceMs).toISOString(),
          progress: job.progress,
          remainingMs: job.remainingMs === null ? null : Math.round(job.remainingMs),
        })),
        failed: failed.map(
          ({ lane, jobId, name, attempts, about, mail, gone, removable, reason, failedAtMs }) => ({
            queue: lane,
            id: jobId,
            name,
            attempts,
            about,
            mail,
            gone,
            removable,
            reason,
            at: new Date(failedAtMs).toISOString(),
          }),
        ),
      };
    },

    'POST /api/v1/queue/retry-all': (_input, { actor }) => retryAllJobs(parts, { actor }),
    'DELETE /api/v1/queue/{id}': ({ params }, { actor }) =>
      removeFailedJob(parts, { actor, jobId: params.id }),

    'GET /api/v1/mails/failed': async () => ({
      mails: (await parts.store.administration.failedMails(MAILS_SHOWN)).map((mail) => ({
        ...mail,
        createdAt: instant(mail.createdAt),
      })),
    }),
    'POST /api/v1/mails/{id}/retry': ({ params }, { actor }) =>
      retryMail(parts, { actor, mailId: params.id }),
    'DELETE /api/v1/mails/{id}': ({ params }, { actor }) => dismissMail(parts, { actor, mailId: params.id }),
    'POST /api/v1/mails/retry-all': (_input, { actor }) => retryAllMails(parts, { actor }),

    'GET /api/v1/storage': async () => ({ sessions: await parts.store.administration.storageUse() }),
    'GET /api/v1/storage/count': (_input, { request }, response) => countStorage(deps, { request, response }),

    'GET /api/v1/settings': async () => ({ settings: (await settingsOf(parts)).map(settingView) }),
    'PUT /api/v1/settings/{key}': async ({ params, body }, { actor }) => {
      await changeSetting(parts, { actor, key: params.key, ...body });
      return { settings: (await settingsOf(parts)).map(settingView) };
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

function settingView(setting: SettingState) {
  return { ...setting, changedAt: instant(setting.changedAt) };
}
