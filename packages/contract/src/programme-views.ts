import { CARD_LANGUAGES, Id, PROBLEM_CODES, PROGRAMME_REVISION_STATES } from '@rostrum/domain';
import { z } from 'zod';
import { Audience, Instant, Milliseconds, OrganisationView, ReviewSummary, SessionView } from './views.ts';

export const ProgrammeItemView = z
  .object({
    position: z.int(),
    kind: z.enum(['statement', 'card']),
    statementId: Id,
    organisation: OrganisationView,
    /** Only of whoever is shown and chose to appear by name. */
    speakerName: z.string().nullable(),
    cutId: Id.nullable(),
    /** Of all of it: a statement with the card before it, or the card in its place. */
    lengthMs: Milliseconds,
    /** Of that, the card's; 0 in a programme without cards. */
    cardMs: Milliseconds,
    /** Where it begins in the programme's one timeline, with its card. */
    startMs: Milliseconds,
    posterUrl: z.string().nullable(),
  })
  .meta({ id: 'ProgrammeItem' });

export const ProgrammeRevisionView = z
  .object({
    id: Id,
    number: z.int(),
    state: z.enum(PROGRAMME_REVISION_STATES),
    cause: z.string(),
    publishedAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    items: z.array(ProgrammeItemView),
    lengthMs: Milliseconds,
  })
  .meta({ id: 'ProgrammeRevision' });

/** As the staff compare it: with the captions that it shows. */
export const StaffProgrammeItemView = ProgrammeItemView.extend({
  captionIds: z.array(Id),
  /** Of what its speaker sets out, issue by issue; null for nothing. */
  issuesVersion: z.int().nullable(),
  /** Its texts in writing, the newest of each language. */
  writtenIds: z.array(Id),
}).meta({ id: 'StaffProgrammeItem' });

export const StaffRevisionView = ProgrammeRevisionView.extend({
  /** Whom it is for now, as far as consents reach. */
  audience: Audience,
  items: z.array(StaffProgrammeItemView),
}).meta({ id: 'StaffProgrammeRevision' });

export const ProgrammeView = z
  .object({
    review: ReviewSummary,
    session: SessionView,
    /** Whom the next publication is for; wider than what is published from then on. */
    audience: Audience,
    /** The language of its title cards; null for a programme without. */
    cards: z.enum(CARD_LANGUAGES).nullable(),
    /** What would be published now, in the order kept; approved statements, and cards for the others. */
    draft: z.object({
      items: z.array(StaffProgrammeItemView),
      lengthMs: Milliseconds,
      /** The card that opens it. */
      openingMs: Milliseconds,
      /** Plays it as the missions would see it, with the cards that are drawn; null where nothing would be shown. */
      previewUrl: z.string().nullable(),
      /** Cards that publishing it would wait for: they are being drawn. */
      cardsToDraw: z.int(),
      /** Names exactly this draft against exactly this revision: hand it in to publish what was looked at. */
      mark: z.string(),
      slotMs: Milliseconds,
      /** What stands in the way, by statement. */
      obstacles: z.array(z.object({ statementId: Id, code: z.enum(PROBLEM_CODES) })),
      differsFromPublished: z.boolean(),
    }),
    published: StaffRevisionView.nullable(),
    earlier: z.array(
      ProgrammeRevisionView.omit({ items: true }).extend({
        /** Why a coordinator took it from view. */
        reason: z.string().nullable(),
      }),
    ),
    /** What the rule reckons with while fewer are invited. */
    expectedSpeakers: z.int().nullable(),
    /** Set by a coordinator in place of the rule. */
    floorTimeSet: z.boolean(),
    previewUrl: z.string().nullable(),
  })
  .meta({ id: 'Programme' });

export const PastRevisionView = ProgrammeRevisionView.extend({
  /** Whom it was for last. */
  audience: Audience,
  items: z.array(
    StaffProgrammeItemView.omit({
      posterUrl: true,
      speakerName: true,
      issuesVersion: true,
      writtenIds: true,
    }),
  ),
  /** The name of the staff; null for what the system did, or whoever is gone. */
  publishedBy: z.string().nullable(),
  /** Why a coordinator took it from view. */
  reason: z.string().nullable(),
}).meta({ id: 'PastRevision' });
