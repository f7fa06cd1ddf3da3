import { Id, SCREENING_OVERRIDES, WINDOW_STATES } from '@rostrum/domain';
import { z } from 'zod';
import { ProgrammeRevisionView } from './programme-views.ts';
import { Instant, Milliseconds, ReviewSummary, SessionView } from './views.ts';

/** All that says where everybody is at an instant of the server's clock: `screeningAt` of the domain reckons it. */
export const ScreeningView = z
  .object({
    id: Id,
    startsAt: Instant,
    /** IANA: in which its hour was chosen. */
    timeZone: z.string(),
    /** In the order in which they were written; some may lie seconds ahead. */
    overrides: z.array(
      z.object({ kind: z.enum(SCREENING_OVERRIDES), at: Instant, toMs: Milliseconds.nullable() }),
    ),
    /** Of the programme; null while nothing is published. */
    lengthMs: Milliseconds.nullable(),
    /** Of the programme: addresses of another are void. */
    epoch: z.int(),
    /**
     * Signed, the same for all viewers for ten minutes. Its last folder is the turn, which rises with every skip: the
     * address of another turn has another number there. Opens from the instant on.
     */
    playlistUrl: z.string().nullable(),
  })
  .meta({ id: 'Screening' });

/** When several States are asked together, at the end of their half-day. */
export const QuestionBlockView = z
  .object({ startsAt: Instant, endsAt: Instant })
  .meta({ id: 'QuestionBlock' });

export const WatchReview = z
  .object({
    review: ReviewSummary,
    published: z
      .object({ number: z.int(), publishedAt: Instant, lengthMs: Milliseconds, statements: z.int() })
      .nullable(),
    /** When it is shown to everybody; null where nothing is planned, or it is over. */
    screening: z
      .object({
        /** As it was announced. */
        startsAt: Instant,
        /** As it is by what is known now: later by as long as it was held. Null while it is held before it began. */
        beginsAt: Instant.nullable(),
        timeZone: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'WatchReview' });

export const WatchHome = z
  .object({
    session: SessionView,
    /** Null for a speaker of the session. */
    mission: z
      .object({
        name: z.string(),
        /** In the languages of the page. */
        names: z.object({ en: z.string(), fr: z.string(), es: z.string(), ar: z.string() }),
      })
      .nullable(),
    /** When the session's links show its programmes; null for no such end. */
    window: z.object({
      opensAt: Instant.nullable(),
      closesAt: Instant.nullable(),
      state: z.enum(WINDOW_STATES),
    }),
    reviews: z.array(WatchReview),
    /** Joint questions, each to the States of its half-day. */
    questions: z.array(QuestionBlockView),
    /** Another one, once any of this is otherwise: see `GET /api/v1/watch/pulse`. */
    mark: z.string(),
    serverNow: Instant,
  })
  .meta({ id: 'WatchHome' });

export const WatchProgramme = z
  .object({
    session: SessionView,
    review: ReviewSummary,
    revision: ProgrammeRevisionView,
    epoch: z.int(),
    /**
     * Signed, the same for all viewers for ten minutes; plays in any HLS player without a cookie. Null where there is
     * nothing to play, and until the screening is over.
     */
    playlistUrl: z.string().nullable(),
    /** Each statement that is shown, alone; none until the screening is over. */
    alone: z.array(
      z.object({
        statementId: Id,
        /** Signed, as the programme's. */
        playlistUrl: z.string(),
        /** The signed master as a file, with `master.json` beside it; null where its speaker does not allow it. */
        masterUrl: z.string().nullable(),
      }),
    ),
    screening: ScreeningView.nullable(),
    serverNow: Instant,
  })
  .meta({ id: 'WatchProgramme' });
