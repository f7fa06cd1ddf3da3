import {
  addMission,
  addSession,
  changeInvitation,
  changeReview,
  changeSession,
  type InvitationPatch,
  type InvitationsOfReview,
  importInvitations,
  invitationsOf,
  orderReviews,
  type PlannedReview,
  planOf,
  removeInvitation,
  removeReview,
  setContact,
  statementDetailOf,
  withdrawForSpeaker,
} from '@rostrum/core';
import type { SpeakerKind, SpeakerLanguage } from '@rostrum/domain';
import type { HandlersOf } from '../http/handler.ts';
import { named } from '../http/named.ts';
import { instant, organisationView, reviewSummary, sessionView, staffSessionView } from '../views/common.ts';
import { statementDetail } from '../views/statements.ts';
import type { HandlerDeps } from './handler-deps.ts';

type PlanningRoute =
  | 'POST /api/v1/sessions'
  | 'PATCH /api/v1/sessions/{id}'
  | 'POST /api/v1/missions'
  | 'GET /api/v1/sessions/{id}/plan'
  | 'PUT /api/v1/sessions/{id}/reviews/order'
  | 'PATCH /api/v1/reviews/{id}'
  | 'DELETE /api/v1/reviews/{id}'
  | 'GET /api/v1/reviews/{id}/invitations'
  | 'PATCH /api/v1/invitations/{id}'
  | 'DELETE /api/v1/invitations/{id}'
  | 'POST /api/v1/sessions/{id}/invitations/import'
  | 'PUT /api/v1/invitations/{id}/contact'
  | 'POST /api/v1/statements/{id}/withdraw';

export function planningHandlers({ parts, media }: HandlerDeps): HandlersOf<PlanningRoute> {
  return {
    'POST /api/v1/sessions': async ({ body }, { actor }) => {
      const dates = { startsOn: new Date(body.startsOn), endsOn: new Date(body.endsOn) };
      const { copyOf, ...fields } = body;
      const session = { ...withDates(fields), ...dates };
      return staffSessionView(
        await addSession(parts, { actor, session, ...(copyOf === undefined ? {} : { copyOf }) }),
      );
    },

    'PATCH /api/v1/sessions/{id}': async ({ params, body: { seen, ...fields } }, { actor }) => {
      const change = { patch: withDates(fields), seen: withDates(seen ?? {}) };
      return staffSessionView(await changeSession(parts, { actor, sessionId: params.id, ...change }));
    },

    'POST /api/v1/missions': ({ body }, { actor }) => addMission(parts, { actor, ...named(body) }),

    'GET /api/v1/sessions/{id}/plan': async ({ params }) => {
      const { session, reviews } = await planOf(parts, { sessionId: params.id });
      return { session: staffSessionView(session), reviews: reviews.map(plannedReview) };
    },

    'PUT /api/v1/sessions/{id}/reviews/order': ({ params, body }, { actor }) =>
      orderReviews(parts, { actor, sessionId: params.id, reviewIds: body.reviewIds }),

    'PATCH /api/v1/reviews/{id}': ({ params, body: { seen, ...place } }, { actor }) =>
      changeReview(parts, {
        actor,
        reviewId: params.id,
        patch: withHour(place),
        seen: withHour(seen ?? {}),
      }),

    'DELETE /api/v1/reviews/{id}': ({ params }, { actor }) =>
      removeReview(parts, { actor, reviewId: params.id }),

    'GET /api/v1/reviews/{id}/invitations': async ({ params }) => {
      const found = await invitationsOf(parts, { reviewId: params.id });
      return {
        session: sessionView(found.session),
        review: plannedReview(found),
        invitations: found.places.map(plannedInvitation),
      };
    },

    'PATCH /api/v1/invitations/{id}': ({ params, body: { seen, ...place } }, { actor }) =>
      changeInvitation(parts, {
        actor,
        invitationId: params.id,
        patch: invitationPatch(place),
        seen: invitationPatch(seen ?? {}),
      }),

    'DELETE /api/v1/invitations/{id}': ({ params }, { actor }) =>
      removeInvitation(parts, { actor, invitationId: params.id }),

    'POST /api/v1/sessions/{id}/invitations/import': async ({ params, body }, { actor }) => {
      const { written, rows } = await importInvitations(parts, { actor, sessionId: params.id, ...body });
      return {
        written,
        rows: rows.map(({ organisation, kind, nhriStatus, deadlineAt, ...row }) => ({
          ...row,
          organisation: { name: organisation, kind, nhriStatus },
          deadlineAt: instant(deadlineAt),
        })),
      };
    },

    'PUT /api/v1/invitations/{id}/contact': ({ params, body }, { actor }) =>
      setContact(parts, {
        actor,
        invitationId: params.id,
        email: body.email,
        seen: named(body.seen ?? {}),
      }),

    'POST /api/v1/statements/{id}/withdraw': async ({ params, body }, { actor }) => {
      await withdrawForSpeaker(parts, { actor, statementId: params.id, reason: body.reason });
      return statementDetail(await statementDetailOf(parts, { statementId: params.id }), media);
    },
  };
}

const at = (time: string | null): Date | null => (time === null ? null : new Date(time));

interface Hour {
  slotMs?: number | undefined;
  presessionAt?: string | null | undefined;
}

function withHour({ presessionAt, ...rest }: Hour) {
  return { ...named(rest), ...(presessionAt === undefined ? {} : { presessionAt: at(presessionAt) }) };
}

interface Invited {
  organisation?:
    | { name?: string | undefined; kind?: SpeakerKind | undefined; nhriStatus?: 'A' | 'B' | null | undefined }
    | undefined;
  language?: SpeakerLanguage | undefined;
  deadlineAt?: string | null | undefined;
}

function invitationPatch({ deadlineAt, organisation, ...rest }: Invited): InvitationPatch {
  return {
    ...named(rest),
    ...(organisation === undefined ? {} : { organisation: named(organisation) }),
    ...(deadlineAt === undefined ? {} : { deadlineAt: at(deadlineAt) }),
  };
}

function plannedReview(planned: PlannedReview) {
  return {
    review: reviewSummary(planned),
    expectedSpeakers: planned.review.expectedSpeakers,
    floorTimeSet: planned.review.floorTimeSetMs !== null,
    invitations: planned.invitations,
  };
}

function plannedInvitation(place: InvitationsOfReview['places'][number]) {
  const { invitation, linkMail } = place;
  return {
    id: invitation.id,
    statementId: place.statementId,
    organisation: organisationView(place.organisation),
    email: place.email,
    language: invitation.language,
    languageChosen: invitation.languageChosen,
    deadlineAt: instant(invitation.deadlineAt),
    floorTimeMs: invitation.floorTimeMs,
    state: place.statementState,
    links: place.links,
    opened: place.opened,
    linkMail: linkMail && { state: linkMail.state, at: instant(linkMail.at) },
    removable: place.removable,
  };
}

interface Times {
  startsOn?: string | undefined;
  endsOn?: string | undefined;
  uploadDeadlineAt?: string | null | undefined;
}

/** Days begin at midnight UTC, as the rows have them. */
function withDates<T extends Times>(body: T) {
  const { startsOn, endsOn, uploadDeadlineAt, ...rest } = body;
  return {
    ...named(rest),
    ...(startsOn === undefined ? {} : { startsOn: new Date(startsOn) }),
    ...(endsOn === undefined ? {} : { endsOn: new Date(endsOn) }),
    ...(uploadDeadlineAt === undefined
      ? {}
      : { uploadDeadlineAt: uploadDeadlineAt === null ? null : new Date(uploadDeadlineAt) }),
  };
}
