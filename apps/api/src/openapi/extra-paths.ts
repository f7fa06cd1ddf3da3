import { type ProblemCode, type Role, SPEAKER_LANGUAGES } from '@rostrum/domain';
import { z } from 'zod';
import { ConsentForm } from '../plain/plain-consent.ts';
import { AUTH_PATHS } from '../staff/auth-paths.ts';

/** What is served beside the contract's rows: other protocols, other media types. Documented all the same. */
export interface ExtraPath {
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS';
  /** As OpenAPI writes it. */
  path: string;
  summary: string;
  access: readonly Role[] | 'signature';
  requestHeaders?: z.ZodObject;
  params?: z.ZodObject;
  query?: z.ZodObject;
  requestType?: string;
  body?: z.ZodType;
  status?: number;
  responseHeaders?: z.ZodObject;
  responseType?: string;
  response?: z.ZodType;
  problems?: readonly ProblemCode[];
}

const SPEAKER = ['speaker'] as const;
const EVERYBODY = ['none', 'speaker', 'delegate', 'coordinator', 'administrator'] as const;
const Tus = z.object({ 'Tus-Resumable': z.literal('1.0.0') });
const ById = z.object({ id: z.uuid() });
const Offset = z.object({ 'Upload-Offset': z.string() });

const uploads: ExtraPath[] = [
  {
    method: 'OPTIONS',
    path: '/api/v1/uploads',
    summary: 'tus 1.0: version and extensions.',
    access: EVERYBODY,
    status: 204,
  },
  {
    method: 'POST',
    path: '/api/v1/uploads',
    summary:
      'tus 1.0: begins a take. `Upload-Metadata`: filename, and sha256 (64 hex digits) if it is known. Who may see it is said by PUT /api/v1/speaker/consent: without that nothing is published.',
    access: SPEAKER,
    requestHeaders: Tus.extend({ 'Upload-Length': z.string(), 'Upload-Metadata': z.string().optional() }),
    status: 201,
    responseHeaders: z.object({ Location: z.string(), 'Upload-Expires': z.string() }),
    problems: [
      'session_takes_no_uploads',
      'deadline_passed',
      'quota_used_up',
      'statement_withdrawn',
      'size_over_limit',
      'empty_file',
      'take_receiving',
      'storage_full',
    ],
  },
  {
    method: 'HEAD',
    path: '/api/v1/uploads/{id}',
    summary: 'tus 1.0: how much has arrived.',
    access: SPEAKER,
    params: ById,
    requestHeaders: Tus,
    responseHeaders: Offset.extend({ 'Upload-Length': z.string() }),
    problems: ['upload_gone', 'upload_busy'],
  },
  {
    method: 'PATCH',
    path: '/api/v1/uploads/{id}',
    summary: 'tus 1.0: the next part, 32 MiB at most.',
    access: SPEAKER,
    params: ById,
    requestHeaders: Tus.extend(Offset.shape),
    requestType: 'application/offset+octet-stream',
    body: z.string().meta({ override: { type: 'string', format: 'binary' } }),
    status: 204,
    responseHeaders: Offset,
    problems: [
      'upload_gone',
      'upload_busy',
      'conflict',
      'deadline_passed',
      'size_over_limit',
      'storage_full',
    ],
  },
  {
    method: 'DELETE',
    path: '/api/v1/uploads/{id}',
    summary: 'tus 1.0: gives the upload up.',
    access: SPEAKER,
    params: ById,
    requestHeaders: Tus,
    status: 204,
    problems: ['upload_gone', 'upload_busy', 'conflict'],
  },
];

const Form = { form: z.string().meta({ description: 'The token of the form, as in its cookie.' }) };
const OfPlace = {
  place: z
    .uuid()
    .optional()
    .meta({ description: 'The invitation that is meant, where several links are open in one browser.' }),
};
const html = { responseType: 'text/html', response: z.string() } as const;
const plain: ExtraPath[] = [
  {
    method: 'GET',
    path: '/speak/plain',
    summary: 'The speaker’s page without JavaScript, for old phones.',
    access: EVERYBODY,
    query: z.object({ lang: z.enum(SPEAKER_LANGUAGES).optional(), ...OfPlace }),
    ...html,
  },
  {
    method: 'GET',
    path: '/speak/plain/sent',
    summary:
      'What becomes of the file that was sent last; comes anew by itself while something is done with it.',
    access: EVERYBODY,
    query: z.object({ lang: z.enum(SPEAKER_LANGUAGES).optional(), ...OfPlace }),
    ...html,
  },
  {
    method: 'POST',
    path: '/speak/plain/open',
    summary:
      'Opens a link that was pasted into the plain page, with its one-time code where one is asked for.',
    access: EVERYBODY,
    requestType: 'application/x-www-form-urlencoded',
    body: z.object({ ...Form, link: z.string(), code: z.string().optional() }),
    status: 303,
  },
  {
    method: 'POST',
    path: '/speak/plain/send',
    summary:
      'Sends a take from the plain page (field "file"); the first one brings the fields of consent, before the file.',
    access: SPEAKER,
    query: z.object(OfPlace),
    requestType: 'multipart/form-data',
    body: z.object({ ...Form, ...ConsentForm.partial().shape, file: z.file() }),
    status: 303,
  },
  {
    method: 'POST',
    path: '/speak/plain/consent',
    summary:
      'Changes from the plain page who may see the statement, until when, and how its speaker appears.',
    access: SPEAKER,
    query: z.object(OfPlace),
    requestType: 'application/x-www-form-urlencoded',
    body: z.object({ ...Form, ...ConsentForm.shape }),
    status: 303,
  },
  {
    method: 'POST',
    path: '/speak/plain/language',
    summary: 'The language of the plain page, and of the mails from then on.',
    access: SPEAKER,
    query: z.object({ lang: z.enum(SPEAKER_LANGUAGES), ...OfPlace }),
    requestType: 'application/x-www-form-urlencoded',
    body: z.object(Form),
    status: 303,
  },
  {
    method: 'POST',
    path: '/speak/plain/withdraw',
    summary: 'Takes the statement back from the plain page.',
    access: SPEAKER,
    query: z.object(OfPlace),
    requestType: 'application/x-www-form-urlencoded',
    body: z.object({ ...Form, sure: z.literal('yes') }),
    status: 303,
  },
  {
    method: 'POST',
    path: '/speak/plain/leave',
    summary:
      'Leaves the plain page for another site at once. Nothing ends; this browser shows nothing until the link is opened in it again.',
    access: EVERYBODY,
    query: z.object(OfPlace),
    requestType: 'application/x-www-form-urlencoded',
    body: z.object(Form),
    ...html,
  },
  {
    method: 'POST',
    path: '/speak/plain/close',
    summary: 'Closes this device from the plain page.',
    access: EVERYBODY,
    query: z.object(OfPlace),
    requestType: 'application/x-www-form-urlencoded',
    body: z.object(Form),
    ...html,
  },
  {
    method: 'GET',
    path: '/speak/plain.css',
    summary: 'The style sheet of the plain page.',
    access: EVERYBODY,
    responseType: 'text/css',
    response: z.string(),
  },
];

const Media = z.object({
  kind: z.enum(['p', 's', 'd']).meta({
    description:
      'p: a published revision; s: a take or a cut, for preview; d: a programme as it would be published.',
  }),
  id: z.uuid(),
  sig: z.string(),
});
const binary = z.string().meta({ override: { type: 'string', format: 'binary' } });
const mediaProblems = ['media_address_bad', 'media_address_expired'] as const;
const playlist = { responseType: 'application/vnd.apple.mpegurl', response: z.string() } as const;
const media: ExtraPath[] = [
  { path: 'index.m3u8', summary: 'HLS: the multivariant playlist.', params: Media, ...playlist },
  {
    path: 'small.m3u8',
    summary: 'HLS: the same with nothing above 360 lines.',
    params: Media,
    ...playlist,
  },
  { path: 'sound.m3u8', summary: 'HLS: the same without a picture.', params: Media, ...playlist },
  {
    path: '{track}.m3u8',
    summary: 'HLS: the playlist of one rendition.',
    params: Media.extend({ track: z.string() }),
    ...playlist,
  },
  {
    path: '{track}/init-{index}.mp4',
    summary: 'HLS: the initialization section.',
    params: Media.extend({ track: z.string(), index: z.string() }),
    responseType: 'video/mp4',
    response: binary,
  },
  {
    path: 'captions-{language}.m3u8',
    summary: 'HLS: the playlist of the captions in one language.',
    params: Media.extend({ language: z.string() }),
    ...playlist,
  },
  {
    path: 'captions-{language}/{segment}.vtt',
    summary: 'HLS: half a minute of captions, in the programme’s time.',
    params: Media.extend({ language: z.string(), segment: z.string() }),
    responseType: 'text/vtt',
    response: z.string(),
  },
  {
    path: 'captions-{language}.vtt',
    summary: 'The captions of the one statement of a programme as one file, where its speaker allows it.',
    params: Media.extend({ language: z.string() }),
    responseType: 'text/vtt',
    response: z.string(),
  },
  {
    path: 'chapters.json',
    summary: 'One chapter a statement of a programme, as Apple’s players read them.',
    params: Media,
    responseType: 'application/json',
    response: z.array(
      z.object({
        chapter: z.int(),
        'start-time': z.number(),
        duration: z.number(),
        titles: z.array(z.object({ language: z.string(), title: z.string() })),
      }),
    ),
  },
  {
    path: 'chapters.vtt',
    summary: 'The same chapters as WebVTT.',
    params: Media,
    responseType: 'text/vtt',
    response: z.string(),
  },
  {
    path: 'storyboard.vtt',
    summary: 'WebVTT: small pictures of the whole length, each a place in a sheet.',
    params: Media,
    responseType: 'text/vtt',
    response: z.string(),
  },
  {
    path: 'storyboard-{item}-{sheet}.jpg',
    summary: 'A sheet of small pictures of one item, as the storyboard names it.',
    params: Media.extend({ item: z.string(), sheet: z.string() }),
    responseType: 'image/jpeg',
    response: binary,
  },
  {
    path: 'peaks-{item}.dat',
    summary: 'The waveform of one item’s sound: the data format of the BBC’s audiowaveform, version 2.',
    params: Media.extend({ item: z.string() }),
    responseType: 'application/octet-stream',
    response: binary,
  },
  {
    path: 'master.json',
    summary: 'The hash of that file, signed with a key of /.well-known/rostrum-keys.json.',
    params: Media,
    responseType: 'application/json',
    response: z.object({ sha256: z.string(), keyId: z.string(), signature: z.string() }),
  },
  {
    path: '{track}/{item}/{segment}.m4s',
    summary: 'HLS: a segment, on the programme’s timeline.',
    params: Media.extend({ track: z.string(), item: z.string(), segment: z.string() }),
    responseType: 'video/iso.segment',
    response: binary,
  },
  {
    path: 'master.mp4',
    summary: 'The one statement of a programme as one file, where its speaker allows it.',
    params: Media,
    responseType: 'video/mp4',
    response: binary,
  },
  {
    path: 'poster.jpg',
    summary: 'The poster of the first statement.',
    params: Media,
    responseType: 'image/jpeg',
    response: binary,
  },
  {
    path: 'poster-{position}.jpg',
    summary: 'The poster of one statement of a programme.',
    params: Media.extend({ position: z.string() }),
    responseType: 'image/jpeg',
    response: binary,
  },
].flatMap((row) =>
  [
    { base: '', also: '', params: row.params },
    // All of it once more, of one statement of a programme alone.
    {
      base: 'only/{statement}/',
      also: ' Of this statement of the programme alone.',
      params: row.params.extend({ statement: z.uuid() }),
    },
  ].map(({ base, also, params }) => ({
    ...row,
    params,
    summary: `${row.summary}${also}`,
    method: 'GET' as const,
    path: `/media/{kind}/{id}/{sig}/${base}${row.path}`,
    access: 'signature' as const,
    problems: mediaProblems,
  })),
);

const Live = z.object({
  id: z.uuid(),
  sig: z.string(),
  turn: z.string().meta({ description: 'Rises with every skip: a list cannot be followed backwards.' }),
});
/** The window of a screening; its segments are the programme's, at the programme's addresses. */
const live: ExtraPath[] = [
  { path: 'index.m3u8', summary: 'HLS: a screening, from its instant on.', params: Live, ...playlist },
  {
    path: '{track}.m3u8',
    summary: 'HLS: the live window of one rendition.',
    params: Live.extend({ track: z.string() }),
    ...playlist,
  },
  {
    path: 'captions-{language}.m3u8',
    summary: 'HLS: the live window of the captions in one language.',
    params: Live.extend({ language: z.string() }),
    ...playlist,
  },
  {
    path: 'captions-{language}/{segment}.vtt',
    summary: 'HLS: six seconds of captions, in the programme’s time.',
    params: Live.extend({ language: z.string(), segment: z.string() }),
    responseType: 'text/vtt',
    response: z.string(),
  },
].map((row) => ({
  ...row,
  method: 'GET',
  path: `/media/live/{id}/{sig}/{turn}/${row.path}`,
  access: 'signature',
  problems: [...mediaProblems, 'screening_waiting'],
}));

const auth: ExtraPath[] = AUTH_PATHS.map(({ method, path, summary, body, response }) => ({
  method,
  path,
  summary,
  access: EVERYBODY,
  responseType: 'application/json',
  response,
  problems: ['sign_in_required', 'code_wrong', 'too_many_requests'],
  ...(body === undefined ? {} : { requestType: 'application/json', body }),
}));

const pages: ExtraPath[] = ['/', '/speak/', '/review/', '/watch/', '/kit/'].map((path) => ({
  method: 'GET',
  path,
  summary: 'A page.',
  access: EVERYBODY,
  ...html,
}));

export const EXTRA_PATHS: readonly ExtraPath[] = [...uploads, ...plain, ...media, ...live, ...auth, ...pages];
