import {
  CHECKLIST_ANSWERS,
  ChecklistQuestion,
  ChecklistQuestions,
  Id,
  PRODUCT_TEMPLATES,
  QuestionId,
} from '@rostrum/domain';
import { z } from 'zod';
import { defineRoutes, STAFF } from './route.ts';
import { Instant, Milliseconds } from './views.ts';

const byId = z.object({ id: Id });
const Words = z.string().trim().min(1).max(4000);

export const RemarkView = z
  .object({
    id: Id,
    takeId: Id.nullable(),
    /** In that take's time. */
    startMs: Milliseconds.nullable(),
    endMs: Milliseconds.nullable(),
    body: z.string(),
    by: z.string(),
    mine: z.boolean(),
    createdAt: Instant,
    editedAt: Instant.nullable(),
    resolvedAt: Instant.nullable(),
    resolvedBy: z.string().nullable(),
  })
  .meta({ id: 'Remark' });

const CommentView = RemarkView.extend({
  /** The speaker reads it now: it stood when the word that stands was said. */
  shown: z.boolean(),
}).meta({ id: 'Comment' });

export const RemarksView = z
  .object({
    /** Among the staff. */
    notes: z.array(RemarkView),
    /** For the speaker. */
    comments: z.array(CommentView),
    /** When a colleague last noted, commented or answered: hand it in with a decision. */
    judgedAt: Instant.nullable(),
  })
  .meta({ id: 'Remarks' });

const NewRemark = z.object({
  /** Made by the page: sent again, it is written once. */
  id: Id,
  takeId: Id.nullable(),
  startMs: Milliseconds.nullable(),
  endMs: Milliseconds.nullable(),
  body: Words,
});

const RemarkChange = z.object({
  /** One's own alone. */
  body: Words.optional(),
  resolved: z.boolean().optional(),
});

const Answer = z.enum(CHECKLIST_ANSWERS);

export const ChecklistView = z
  .object({
    takeId: Id,
    cutId: Id.nullable(),
    questions: z.array(
      z.object({
        id: QuestionId,
        /** Of a question of the session's own; null for one of the product's. */
        text: z.object({ en: z.string(), fr: z.string() }).nullable(),
        answer: z
          .object({
            answer: Answer,
            remark: z.string().nullable(),
            /** What was looked at; null for the whole take. */
            cutId: Id.nullable(),
            by: z.string(),
            mine: z.boolean(),
            at: Instant,
          })
          .nullable(),
        /** What was measured says so; nobody has answered by it. */
        suggestion: z
          .object({ answer: Answer, because: z.string(), figures: z.record(z.string(), z.number()) })
          .nullable(),
      }),
    ),
  })
  .meta({ id: 'Checklist' });

const SessionChecklistView = z
  .object({
    questions: z.array(ChecklistQuestion),
    /** Hand it in to change what was seen. */
    mark: z.string(),
  })
  .meta({ id: 'SessionChecklist' });

const PresenceView = z
  .object({ others: z.array(z.object({ name: z.string(), since: Instant })) })
  .meta({ id: 'Presence' });

const Template = z.object({
  kind: z.enum(['approve', 'ask_changes', 'decline']),
  title: z.string().trim().min(1).max(100),
  texts: z.object({ en: Words, fr: Words, es: Words, ar: Words }),
});
const TemplatesView = z
  .object({
    templates: z.array(
      Template.extend({
        id: Id,
        version: z.int(),
        /** One of the product's own, by the product's title: pages call it in their own language. */
        product: z.enum(PRODUCT_TEMPLATES).nullable(),
      }),
    ),
  })
  .meta({ id: 'DecisionTemplates' });

/** What the staff think of a statement: questions and answers, notes, comments, and who is at it. */
export const judgementRoutes = defineRoutes({
  'GET /api/v1/statements/{id}/remarks': {
    summary: 'Notes among the staff, and comments for the speaker.',
    access: STAFF,
    params: byId,
    response: RemarksView,
  },
  'POST /api/v1/statements/{id}/notes': {
    summary:
      'A note among the staff, at a time or a range of a take, or about the whole. No speaker reads it.',
    access: STAFF,
    params: byId,
    body: NewRemark,
    response: RemarksView,
    status: 201,
    problems: ['statement_withdrawn', 'conflict'],
  },
  'POST /api/v1/statements/{id}/comments': {
    summary: 'A comment for the speaker, who reads it with the next decision.',
    access: STAFF,
    params: byId,
    body: NewRemark,
    response: RemarksView,
    status: 201,
    problems: ['statement_withdrawn', 'conflict'],
  },
  'PATCH /api/v1/notes/{id}': {
    summary: "Writes one's own note anew, or settles or reopens any.",
    access: STAFF,
    params: byId,
    body: RemarkChange,
    response: RemarksView,
    problems: ['statement_withdrawn'],
  },
  'DELETE /api/v1/notes/{id}': {
    summary: "Takes one's own note away.",
    access: STAFF,
    params: byId,
    response: RemarksView,
    problems: ['statement_withdrawn'],
  },
  'PATCH /api/v1/comments/{id}': {
    summary: "Writes one's own comment anew, or settles or reopens any.",
    access: STAFF,
    params: byId,
    body: RemarkChange,
    response: RemarksView,
    problems: ['statement_withdrawn'],
  },
  'DELETE /api/v1/comments/{id}': {
    summary: "Takes one's own comment away.",
    access: STAFF,
    params: byId,
    response: RemarksView,
    problems: ['statement_withdrawn'],
  },
  'GET /api/v1/takes/{id}/checklist': {
    summary: 'The closed questions about a take, with answers, and what was measured for some.',
    access: STAFF,
    params: byId,
    query: z.object({ cutId: Id.optional() }),
    response: ChecklistView,
    problems: ['statement_withdrawn'],
  },
  'PUT /api/v1/takes/{id}/checklist/{question}': {
    summary: 'Answers one question; null takes the answer back.',
    access: STAFF,
    params: z.object({ id: Id, question: QuestionId }),
    body: z.object({
      answer: Answer.nullable(),
      remark: z.string().trim().max(2000).nullable(),
      cutId: Id.nullable(),
    }),
    response: ChecklistView,
    problems: ['statement_withdrawn'],
  },
  'GET /api/v1/sessions/{id}/checklist': {
    summary: 'The closed questions of a session.',
    access: STAFF,
    params: byId,
    response: SessionChecklistView,
  },
  'PUT /api/v1/sessions/{id}/checklist': {
    summary:
      "Sets a session's questions: their order, which are asked, and its own. Null: the product's own again.",
    access: STAFF,
    params: byId,
    body: z.object({ questions: ChecklistQuestions.nullable(), mark: z.string().max(64) }),
    response: SessionChecklistView,
    problems: ['stale'],
  },
  'PUT /api/v1/statements/{id}/presence/{page}': {
    summary: 'Says that a page has the statement open, every few seconds; answers who else has.',
    access: STAFF,
    params: z.object({ id: Id, page: Id }),
    response: PresenceView,
  },
  'DELETE /api/v1/statements/{id}/presence/{page}': {
    summary: 'Says that a page has it open no more.',
    access: STAFF,
    params: z.object({ id: Id, page: Id }),
  },
  'GET /api/v1/decision-templates': {
    summary: 'Texts for the speaker that a decision begins from, in four languages.',
    access: STAFF,
    response: TemplatesView,
  },
  'POST /api/v1/decision-templates': {
    summary: 'Adds a text.',
    access: STAFF,
    body: Template.extend({ id: Id }),
    response: TemplatesView,
    status: 201,
  },
  'PUT /api/v1/decision-templates/{id}': {
    summary: 'Changes a text.',
    access: STAFF,
    params: byId,
    body: Template.extend({ version: z.int().min(0) }),
    response: TemplatesView,
    problems: ['stale'],
  },
  'DELETE /api/v1/decision-templates/{id}': {
    summary: "Takes a text away. Where none is left, the product's own are there again.",
    access: STAFF,
    params: byId,
    query: z.object({ version: z.coerce.number().int().min(0) }),
    response: TemplatesView,
    problems: ['stale'],
  },
});
