import {
  addCaptions,
  captionsById,
  captionsOfTake,
  checkCaptions,
  correctCaptions,
  removeCaptions,
  requestTranscription,
  spreadWrittenText,
  textsForCaptions,
} from '@rostrum/core';
import {
  CAPTION_LANGUAGES_PER_TAKE,
  CAPTIONS_LIMIT_BYTES,
  type Cue,
  languageDirection,
  languageLabel,
} from '@rostrum/domain';
import type { HandlersOf, RouteName, SpeakerActor, StaffActor } from '../http/handler.ts';
import { receiveCaptions } from '../uploads/receive-captions.ts';
import { captionsView, captionsWithCues } from '../views/captions.ts';
import type { HandlerDeps } from './handler-deps.ts';

type CaptionRoute = Extract<RouteName, `${string}/captions${string}`>;
type Who = SpeakerActor | StaffActor;

/** The same for a speaker and for staff: whose take it is, the use cases ask. */
export function captionHandlers({ parts }: HandlerDeps): HandlersOf<CaptionRoute> {
  const list = async (actor: Who, takeId: string) => ({
    captions: (await captionsOfTake(parts, { actor, takeId })).map(captionsView),
    texts: (await textsForCaptions(parts, { actor, takeId })).map((language) => ({
      language,
      label: languageLabel(language),
      direction: languageDirection(language),
    })),
    transcribes: actor.kind !== 'speaker' && parts.transcriber !== null,
    languagesLimit: CAPTION_LANGUAGES_PER_TAKE,
    limitBytes: CAPTIONS_LIMIT_BYTES,
  });
  const add = async (actor: Who, takeId: string, given: { language: string; source: Uint8Array | string }) =>
    captionsView(await addCaptions(parts, { actor, takeId, ...given }));
  const read = async (actor: Who, captionsId: string, { cutId }: { cutId?: string | undefined }) =>
    captionsWithCues(await captionsById(parts, { actor, captionsId, cutId }));
  const spread = async (actor: Who, takeId: string, body: { language: string; baseId: string | null }) =>
    captionsView(await spreadWrittenText(parts, { actor, takeId, ...body }));
  const correct = async (actor: Who, captionsId: string, { cues }: { cues: Cue[] }) =>
    captionsView(await correctCaptions(parts, { actor, captionsId, cues }));
  const remove = (actor: Who, captionsId: string) => removeCaptions(parts, { actor, captionsId });

  return {
    'GET /api/v1/speaker/takes/{id}/captions': ({ params }, { actor }) => list(actor, params.id),
    'POST /api/v1/speaker/takes/{id}/captions': ({ params, body }, { actor }) =>
      add(actor, params.id, { language: body.language, source: body.text }),
    'POST /api/v1/speaker/takes/{id}/captions/file': async ({ params }, { actor, request, response }) =>
      add(actor, params.id, await receiveCaptions(request, response)),
    'POST /api/v1/speaker/takes/{id}/captions/spread': ({ params, body }, { actor }) =>
      spread(actor, params.id, body),
    'POST /api/v1/speaker/captions/{id}/corrections': ({ params, body }, { actor }) =>
      correct(actor, params.id, body),
    'GET /api/v1/speaker/captions/{id}': ({ params, query }, { actor }) => read(actor, params.id, query),
    'DELETE /api/v1/speaker/captions/{id}': ({ params }, { actor }) => remove(actor, params.id),

    'GET /api/v1/takes/{id}/captions': ({ params }, { actor }) => list(actor, params.id),
    'POST /api/v1/takes/{id}/captions': ({ params, body }, { actor }) =>
      add(actor, params.id, { language: body.language, source: body.text }),
    'POST /api/v1/takes/{id}/captions/file': async ({ params }, { actor, request, response }) =>
      add(actor, params.id, await receiveCaptions(request, response)),
    'POST /api/v1/takes/{id}/captions/spread': ({ params, body }, { actor }) =>
      spread(actor, params.id, body),
    'POST /api/v1/takes/{id}/captions/transcription': ({ params, body }, { actor }) =>
      requestTranscription(parts, { actor, takeId: params.id, ...body }),
    'POST /api/v1/captions/{id}/corrections': ({ params, body }, { actor }) =>
      correct(actor, params.id, body),
    'PUT /api/v1/captions/{id}/checked': async ({ params, body }, { actor }) =>
      captionsView(await checkCaptions(parts, { actor, captionsId: params.id, checked: body.checked })),
    'GET /api/v1/captions/{id}': ({ params, query }, { actor }) => read(actor, params.id, query),
    'DELETE /api/v1/captions/{id}': ({ params }, { actor }) => remove(actor, params.id),
  };
}
