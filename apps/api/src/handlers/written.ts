import {
  addWrittenText,
  readDocument,
  removeWrittenText,
  type WhoseText,
  writtenStateOf,
  writtenTextById,
} from '@rostrum/core';
import type { Request, Response } from 'express';
import type { HandlersOf, RouteName } from '../http/handler.ts';
import { receiveDocument } from '../uploads/receive-document.ts';
import { writtenTextView, writtenView } from '../views/written.ts';
import type { HandlerDeps } from './handler-deps.ts';

type WrittenRoute = Extract<RouteName, `${string}/written${string}`>;
type NewText = Omit<Parameters<typeof addWrittenText>[1], keyof WhoseText | 'statementId'>;

/** The same for a speaker and for staff: whose statement it is, the use cases ask. */
export function writtenHandlers({ parts }: HandlerDeps): HandlersOf<WrittenRoute> {
  const read = async (whose: WhoseText) => writtenView(await writtenStateOf(parts, whose));
  const add = async (whose: WhoseText, text: NewText) => {
    await addWrittenText(parts, { ...whose, ...text });
    return await read(whose);
  };
  const remove = async (whose: WhoseText, language: string) => {
    await removeWrittenText(parts, { ...whose, language });
    return await read(whose);
  };
  const one = async (whose: WhoseText, id: string) =>
    writtenTextView(await writtenTextById(parts, { ...whose, id }));
  const readFile = async (whose: WhoseText, request: Request, response: Response) => {
    const { bytes, language } = await receiveDocument(request, response);
    // Whoever goes away does not want it any more.
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    return await readDocument(parts, { ...whose, bytes, language, signal: gone.signal });
  };

  return {
    'GET /api/v1/speaker/written': (_input, { actor }) => read({ actor }),
    'POST /api/v1/speaker/written': ({ body }, { actor }) => add({ actor }, body),
    'POST /api/v1/speaker/written/file': (_input, { actor, request, response }) =>
      readFile({ actor }, request, response),
    'GET /api/v1/speaker/written/{id}': ({ params }, { actor }) => one({ actor }, params.id),
    'DELETE /api/v1/speaker/written/languages/{language}': ({ params }, { actor }) =>
      remove({ actor }, params.language),

    'GET /api/v1/statements/{id}/written': ({ params }, { actor }) => read({ actor, statementId: params.id }),
    'POST /api/v1/statements/{id}/written': ({ params, body }, { actor }) =>
      add({ actor, statementId: params.id }, body),
    'POST /api/v1/statements/{id}/written/file': ({ params }, { actor, request, response }) =>
      readFile({ actor, statementId: params.id }, request, response),
    'GET /api/v1/statements/{id}/written/{textId}': ({ params }, { actor }) =>
      one({ actor, statementId: params.id }, params.textId),
    'DELETE /api/v1/statements/{id}/written/languages/{language}': ({ params }, { actor }) =>
      remove({ actor, statementId: params.id }, params.language),
  };
}
