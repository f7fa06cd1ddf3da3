import { Id, WINDOW_STATES } from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import { Audience, Instant, ReviewSummary, SessionView } from './views.ts';

const byId = z.object({ id: Id });

const MissionName = { missionId: Id, stateCode: z.string(), name: z.string() };

export const IssuedMissionLink = z
  .object({
    ...MissionName,
    email: z.string().nullable(),
    /** Shown once, kept hashed; null where it goes out by mail. */
    link: z.string().nullable(),
    /** It is on its way to that address. */
    mailed: z.boolean(),
  })
  .meta({ id: 'IssuedMissionLink' });

export const AttendanceTotals = z
  .object({
    /** States under Review with a programme that was published. */
    presessions: z.int(),
    /** Different ones. */
    missions: z.int(),
    /** Statements of CSOs and NHRIs that were published. */
    presentations: z.int(),
    /** Begun minutes, of all missions together. */
    minutes: z.int(),
  })
  .meta({ id: 'AttendanceTotals' });

export const AttendanceView = z
  .object({
    session: SessionView,
    /** In the order in which they are held. */
    reviews: z.array(
      z.object({
        review: ReviewSummary.pick({ id: true, stateCode: true, stateName: true, presessionAt: true }),
        attended: z.array(
          z.object({
            ...MissionName,
            /** In which it had the programme playing, on whichever of its devices. */
            minutes: z.int(),
            days: z.int(),
          }),
        ),
      }),
    ),
    totals: z.object({
      session: AttendanceTotals,
      /** Of every session here. */
      all: AttendanceTotals,
    }),
    /** What was on record in 2017, sessions 13 to 27: "almost" so many presentations. */
    recordOf2017: AttendanceTotals.omit({ minutes: true }),
  })
  .meta({ id: 'Attendance' });

export const AccessView = z
  .object({
    session: SessionView,
    /** Links show programmes from then on, and until then; null for no such end. What is public is not bound by it. */
    window: z.object({
      opensAt: Instant.nullable(),
      closesAt: Instant.nullable(),
      state: z.enum(WINDOW_STATES),
    }),
    reviews: z.array(
      z.object({
        review: ReviewSummary.pick({ id: true, stateCode: true, stateName: true }),
        /** Whom its next publication is for. */
        audience: Audience,
        /** Where it is public: from when on; the session's participants watch before. Null for at once. */
        publicFrom: Instant.nullable(),
        /** Whom what is published reaches now, by its consents; null where nothing is published. */
        reaches: Audience.nullable(),
      }),
    ),
    serverNow: Instant,
  })
  .meta({ id: 'Access' });

/** Which missions there are, their links to a session, and which of them watched. */
export const accessRoutes = defineRoutes({
  'POST /api/v1/missions/all': {
    summary:
      'Adds the missions of the 193 members of the United Nations and of the observers. Twice is once.',
    access: STAFF,
    response: z.object({ added: z.int(), there: z.int() }),
  },
  'PUT /api/v1/missions/addresses': {
    summary: 'Where missions are written to: all of the lines or, where any has a fault, none.',
    access: STAFF,
    body: z.object({
      lines: z
        .array(
          z.object({
            /** By code or by any of its names. */
            state: z.string().trim().min(1).max(200),
            /** Empty takes the address away. */
            email: z.string().trim().max(254),
          }),
        )
        .min(1)
        .max(300),
    }),
    response: z.object({
      set: z.int(),
      faults: z.array(
        z.object({
          /** Its place among the lines, from 0. */
          line: z.int(),
          fault: z.enum(['state_unknown', 'mission_missing', 'email_invalid', 'twice']),
        }),
      ),
    }),
  },
  'POST /api/v1/sessions/{id}/missions/links': {
    summary: 'Makes a link to the session for every mission that has none. Twice is once.',
    access: STAFF,
    params: byId,
    body: z.object({
      /** Links go out by mail where an address is known. */
      mail: z.boolean().default(false),
    }),
    response: z.object({ links: z.array(IssuedMissionLink) }),
    status: 201,
  },
  'DELETE /api/v1/sessions/{id}/missions/links': {
    summary: 'Ends the links of every mission to the session, and the devices opened by them.',
    access: STAFF,
    params: byId,
    response: z.object({ ended: z.int() }),
  },
  'GET /api/v1/missions/{id}/links': {
    summary: "A mission's links to a session that are good now, newest first.",
    access: STAFF,
    params: byId,
    query: z.object({ sessionId: Id }),
    response: z.object({
      links: z.array(
        z.object({
          id: Id,
          createdAt: Instant,
          expiresAt: Instant,
          firstUsedAt: Instant.nullable(),
          /** Open now by it. */
          devices: z.int(),
          /** On a further device, in 24 hours. */
          openings: z.int(),
          /** Bound to its mission's address: a further device asks for a code sent there. */
          mailed: z.boolean(),
        }),
      ),
    }),
  },
  'DELETE /api/v1/mission-links/{id}': {
    summary: "Ends one of a mission's links, and the devices opened by it.",
    access: STAFF,
    params: byId,
  },
  'GET /api/v1/sessions/{id}/attendance': {
    summary: 'Which missions watched which programme, and for how long: figures, and nobody.',
    access: STAFF,
    params: byId,
    response: AttendanceView,
  },
  'GET /api/v1/sessions/{id}/access': {
    summary: 'Who may watch the programmes of a session, and when.',
    access: STAFF,
    params: byId,
    response: AccessView,
  },
  'PUT /api/v1/sessions/{id}/access/window': {
    summary: "When the session's links show its programmes. Closed by it, they end within seconds.",
    access: STAFF,
    params: byId,
    body: z.object({ opensAt: Instant.nullable(), closesAt: Instant.nullable() }),
    response: AccessView,
  },
  'PUT /api/v1/reviews/{id}/programme/public-from': {
    summary: 'From when on a public programme is public; null for at once.',
    access: STAFF,
    params: byId,
    body: z.object({ at: Instant.nullable() }),
  },
});
