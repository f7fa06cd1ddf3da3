import {
  addTemplate,
  answerQuestion,
  bePresent,
  changeRemark,
  changeTemplate,
  checklistOf,
  checklistOfSession,
  endPresence,
  productTemplateOf,
  type RemarkKind,
  remarksOf,
  removeRemark,
  removeTemplate,
  setChecklist,
  type TemplateRecord,
  templatesOf,
  writeRemark,
} from '@rostrum/core';
import type { HandlersOf, Input, StaffActor } from '../http/handler.ts';
import { instant } from '../views/common.ts';
import { checklistView, remarksView } from '../views/judgement.ts';
import type { HandlerDeps } from './handler-deps.ts';

type JudgementRoute =
  | 'GET /api/v1/statements/{id}/remarks'
  | 'POST /api/v1/statements/{id}/notes'
  | 'POST /api/v1/statements/{id}/comments'
  | 'PATCH /api/v1/notes/{id}'
  | 'DELETE /api/v1/notes/{id}'
  | 'PATCH /api/v1/comments/{id}'
  | 'DELETE /api/v1/comments/{id}'
  | 'GET /api/v1/takes/{id}/checklist'
  | 'PUT /api/v1/takes/{id}/checklist/{question}'
  | 'GET /api/v1/sessions/{id}/checklist'
  | 'PUT /api/v1/sessions/{id}/checklist'
  | 'PUT /api/v1/statements/{id}/presence/{page}'
  | 'DELETE /api/v1/statements/{id}/presence/{page}'
  | 'GET /api/v1/decision-templates'
  | 'POST /api/v1/decision-templates'
  | 'PUT /api/v1/decision-templates/{id}'
  | 'DELETE /api/v1/decision-templates/{id}';

interface By {
  readonly actor: StaffActor;
}

export function judgementHandlers({ parts }: HandlerDeps): HandlersOf<JudgementRoute> {
  const remarks = async (actor: StaffActor, statementId: string) =>
    remarksView(await remarksOf(parts, { actor, statementId }));
  const write =
    (kind: RemarkKind) =>
    async (
      { params, body }: Pick<Input<'POST /api/v1/statements/{id}/notes'>, 'params' | 'body'>,
      { actor }: By,
    ) => {
      await writeRemark(parts, { ...body, actor, kind, statementId: params.id });
      return await remarks(actor, params.id);
    };
  const change =
    (kind: RemarkKind) =>
    async ({ params, body }: Pick<Input<'PATCH /api/v1/notes/{id}'>, 'params' | 'body'>, { actor }: By) => {
      const { statementId } = await changeRemark(parts, { ...body, actor, kind, id: params.id });
      return await remarks(actor, statementId);
    };
  const remove =
    (kind: RemarkKind) =>
    async ({ params }: Pick<Input<'DELETE /api/v1/notes/{id}'>, 'params'>, { actor }: By) => {
      const { statementId } = await removeRemark(parts, { actor, kind, id: params.id });
      return await remarks(actor, statementId);
    };

  return {
    'GET /api/v1/statements/{id}/remarks': ({ params }, { actor }) => remarks(actor, params.id),
    'POST /api/v1/statements/{id}/notes': write('note'),
    'POST /api/v1/statements/{id}/comments': write('comment'),
    'PATCH /api/v1/notes/{id}': change('note'),
    'DELETE /api/v1/notes/{id}': remove('note'),
    'PATCH /api/v1/comments/{id}': change('comment'),
    'DELETE /api/v1/comments/{id}': remove('comment'),

    'GET /api/v1/takes/{id}/checklist': async ({ params, query }, { actor }) =>
      checklistView(await checklistOf(parts, { actor, takeId: params.id, cutId: query.cutId ?? null })),

    'PUT /api/v1/takes/{id}/checklist/{question}': async ({ params, body }, { actor }) => {
      await answerQuestion(parts, { ...body, actor, takeId: params.id, question: params.question });
      return checklistView(await checklistOf(parts, { actor, takeId: params.id, cutId: body.cutId }));
    },

    'GET /api/v1/sessions/{id}/checklist': ({ params }, { actor }) =>
      checklistOfSession(parts, { actor, sessionId: params.id }),

    'PUT /api/v1/sessions/{id}/checklist': ({ params, body }, { actor }) =>
      setChecklist(parts, { ...body, actor, sessionId: params.id }),

    'PUT /api/v1/statements/{id}/presence/{page}': async ({ params }, { actor }) => {
      const others = await bePresent(parts, { actor, statementId: params.id, pageId: params.page });
      return { others: others.map(({ name, since }) => ({ name, since: instant(since) })) };
    },

    'DELETE /api/v1/statements/{id}/presence/{page}': ({ params }, { actor }) =>
      endPresence(parts, { actor, statementId: params.id, pageId: params.page }),

    'GET /api/v1/decision-templates': async (_input, { actor }) => ({
      templates: (await templatesOf(parts, { actor })).map(templateView),
    }),

    'POST /api/v1/decision-templates': async ({ body }, { actor }) => ({
      templates: (await addTemplate(parts, { ...body, actor })).map(templateView),
    }),

    'PUT /api/v1/decision-templates/{id}': async ({ params, body }, { actor }) => ({
      templates: (await changeTemplate(parts, { ...body, actor, id: params.id })).map(templateView),
    }),

    'DELETE /api/v1/decision-templates/{id}': async ({ params, query }, { actor }) => ({
      templates: (await removeTemplate(parts, { actor, id: params.id, version: query.version })).map(
        templateView,
      ),
    }),
  };
}

function templateView({ id, kind, title, texts, version }: TemplateRecord) {
  return { id, kind, title, texts, version, product: productTemplateOf({ id, title }) };
}
