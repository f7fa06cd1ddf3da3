/**
 * Every failure a person or a program can meet, by its stable code. The sentence is for a person:
 * what happened and what to do; never an internal. (RFC 9457: `code` is our extension member.)
 */
interface ProblemKind {
  status: number;
  title: string;
}

const kind = (status: number, title: string): ProblemKind => ({ status, title });

export const PROBLEMS = {
  // Who you are
  sign_in_required: kind(401, 'Please sign in, or open your link again.'),
  link_unknown: kind(404, 'This link is not known here. Please check that you copied the whole of it.'),
  link_expired: kind(410, 'This link has expired. Please ask for a new one.'),
  link_revoked: kind(
    410,
    'This link was replaced or withdrawn. Please use the newest mail, or ask for a new one.',
  ),
  code_required: kind(
    401,
    'This link was opened on another device before. Please enter the code that was mailed.',
  ),
  code_wrong: kind(401, 'That code is not right. Please look at the newest mail and try again.'),
  code_expired: kind(410, 'That code is no longer valid. Please ask for a new one.'),
  second_factor_required: kind(403, 'Please set up your second factor first.'),
  not_allowed: kind(403, 'This is not open to you.'),
  request_forged: kind(
    403,
    'The request did not come from our own page. Please reload the page and try again.',
  ),
  too_many_requests: kind(429, 'Too many tries in a short time. Please wait a little and try again.'),
  media_address_bad: kind(403, 'This address is not valid.'),
  media_address_expired: kind(403, 'This address has expired. Please load the playlist again.'),

  // What you ask for
  not_found: kind(404, 'There is nothing here.'),
  method_not_allowed: kind(405, 'That cannot be done here.'),
  request_invalid: kind(400, 'The request could not be understood.'),
  body_too_large: kind(413, 'The request is too large.'),
  stale: kind(
    409,
    'Somebody has changed this since you looked. Please look at what changed and decide again.',
  ),
  conflict: kind(409, 'This is being done already.'),
  assignee_unavailable: kind(409, 'This person has no open account here. Please choose somebody else.'),

  // Sending
  session_takes_no_uploads: kind(409, 'This session takes no statements here.'),
  deadline_passed: kind(409, 'The deadline for sending has passed. Please write to the secretariat.'),
  quota_used_up: kind(409, 'All your attempts are used. Please write to the secretariat for one more.'),
  statement_withdrawn: kind(409, 'This statement was withdrawn. Nothing more can be done with it.'),
  size_over_limit: kind(
    413,
    'The file is larger than allowed. Please make it smaller, or record at a lower quality.',
  ),
  upload_busy: kind(423, 'This file is being sent from another window. Please finish it there.'),
  upload_gone: kind(410, 'This unfinished upload is no longer kept. Please send the file again.'),
  file_missing: kind(400, 'No file came with the form. Please choose your video and send again.'),
  storage_full: kind(
    507,
    'We cannot take files at the moment; what you sent is safe. Please try again in an hour.',
  ),
  take_receiving: kind(409, 'Another file of this statement is on its way. Please finish or stop it first.'),

  // The file
  not_a_video: kind(422, 'This file is not a video. Please choose the recording itself.'),
  unreadable: kind(422, 'The video cannot be read. Please record it again, or send the original file.'),
  truncated: kind(422, 'The end of the video is missing. Please send the whole file again.'),
  empty_file: kind(422, 'The file is empty. Please choose the recording again.'),
  no_video_stream: kind(
    422,
    'The video holds no picture. Please send the original file, or the sound alone.',
  ),
  no_audio_stream: kind(422, 'There is a picture but no sound. Please record again with the microphone on.'),
  codec_unsupported: kind(422, 'This kind of video is not supported. Please export it as MP4.'),
  references_other_files: kind(422, 'This file is only a list of other files. Please send the video itself.'),
  encrypted: kind(422, 'This video is protected by a key. Please send an unprotected one.'),
  too_many_streams: kind(422, 'This file has too many tracks. Please export it as a simple video.'),
  picture_too_large: kind(422, 'The picture is too large to be prepared. Please export it at 4K or less.'),
  length_unknown: kind(422, 'The length of the video could not be measured. Please record it again.'),
  too_long: kind(
    422,
    'The video is longer than the floor time and cannot be cut to it. Please send a shorter one.',
  ),
  hash_mismatch: kind(422, 'The file changed on its way to us. Please send it again.'),
  size_mismatch: kind(422, 'The file did not arrive whole. Please send it again.'),

  // A portrait
  portrait_too_large: kind(413, 'This picture is larger than 5 MB. Please choose a smaller one.'),
  portrait_unreadable: kind(422, 'This picture cannot be read. Please choose a JPEG, PNG or WebP.'),

  // Captions
  captions_unreadable: kind(422, 'These captions cannot be read. Please send them as SRT or WebVTT.'),
  captions_empty: kind(422, 'There is nothing to read in these captions.'),
  captions_too_large: kind(
    413,
    'This file is too large to be captions of a statement. Please send SRT or WebVTT alone.',
  ),
  captions_do_not_match: kind(
    422,
    'Most of these captions lie behind the end of the video. Please check that they belong to it.',
  ),
  captions_too_many_languages: kind(409, 'There are captions in as many languages as can be shown.'),
  transcriber_off: kind(409, 'Nothing is set up here that could write down what is said.'),
  captions_no_text: kind(409, 'There is no written text in this language yet. Please add it first.'),
  captions_no_speech: kind(422, 'Nobody can be heard in this video, so the text cannot be given its times.'),
  captions_do_not_fit: kind(
    422,
    'The written text is much longer or shorter than what is said in the video. Please use the text that was spoken.',
  ),
  captions_no_sound_yet: kind(
    409,
    'The sound of this video is not there to be listened to. Please send the captions.',
  ),

  // The statement in writing
  written_text_empty: kind(422, 'There is nothing to read in this text.'),
  written_text_too_long: kind(
    413,
    'This text is much longer than a statement. Please shorten it; what you wrote is still here.',
  ),
  written_too_many_languages: kind(409, 'There are texts in as many languages as can be kept.'),
  document_too_large: kind(
    413,
    'This file is larger than 10 MB. Please choose a smaller one, or paste the text.',
  ),
  document_kind_unsupported: kind(
    422,
    'This is no file that we can read. Please choose Word (.docx), OpenDocument (.odt), PDF or plain text, or paste the text.',
  ),
  document_unreadable: kind(
    422,
    'This file is damaged and cannot be read. Please save it again and choose it once more, or paste the text.',
  ),
  document_protected: kind(
    422,
    'This file is protected by a password. Please save it without one, or paste the text.',
  ),
  document_without_text: kind(
    422,
    'There are pictures but no text in this file; it may have been scanned. Please choose the original, or paste the text.',
  ),
  document_too_long: kind(
    422,
    'There is far more in this file than a statement. Please choose one that holds the statement alone, or paste it.',
  ),
  document_too_heavy: kind(
    422,
    'This file takes too much to be read. Please save the statement alone in a new file, or paste the text.',
  ),

  // Reviewing
  take_not_ready: kind(409, 'This take is still being prepared. It can be decided when that ends.'),
  cut_not_ready: kind(409, 'This cut is still being made. It can be decided when that ends.'),
  take_approved: kind(
    409,
    'What is approved must not change. Please undo the approval first, or ask the speaker for changes.',
  ),
  take_published: kind(
    409,
    'What is published must not change. Please take this statement out of the programme first.',
  ),
  nothing_to_turn: kind(409, 'This take is sound alone: there is no picture to turn.'),
  original_gone: kind(409, 'The file as it was sent is no longer kept, so it cannot be prepared anew.'),
  over_floor_time: kind(409, 'This is longer than the floor time. Please cut it first.'),
  reason_required: kind(422, 'Please give a reason.'),
  in_after_out: kind(422, 'The in-point must lie before the out-point.'),
  outside_take: kind(422, 'That lies outside the video.'),
  removal_outside: kind(422, 'A removed part lies outside what is kept.'),
  removals_overlap: kind(422, 'Two removed parts overlap.'),
  nothing_left: kind(422, 'Too little would be left.'),
  take_length_unknown: kind(409, 'The length of this take is not measured yet.'),
  nothing_to_answer: kind(409, 'There is no question open for you here.'),
  cannot_undo: kind(409, 'This can no longer be undone: somebody has acted on it.'),
  not_approved: kind(409, 'Only an approved statement can be shown.'),
  awaiting_speaker: kind(409, 'The speaker has not said yes to this cut.'),
  consent_missing: kind(409, 'The speaker has not yet said who may see this statement.'),
  consent_ended: kind(409, 'The last day until which the speaker lets this statement be shown has passed.'),
  audience_too_wide: kind(409, 'A statement in this programme is not meant for so wide an audience.'),
  appearance_unmet: kind(
    409,
    'The speaker wants a face hidden or a voice changed. That cannot be made yet; until then it is not shown.',
  ),
  consent_text_changed: kind(
    409,
    'What you agree to was written anew since you opened this page. Please read it and type your name again.',
  ),
  consent_name_missing: kind(422, 'Please type your name to agree.'),
  consent_end_passed: kind(
    422,
    'The last day that you chose has passed already. Please choose a later one, or none.',
  ),
  speaker_name_missing: kind(422, 'Please give the name under which you want to appear.'),
  cards_not_ready: kind(
    409,
    'The title cards of this programme are still being drawn. Please try again in a moment.',
  ),
  renditions_differ: kind(409, 'These statements were prepared too differently to play as one.'),
  programme_empty: kind(409, 'There is nothing to publish yet.'),
  screening_waiting: kind(403, 'This screening has not begun yet.'),
  screening_begun: kind(409, 'This screening has begun. Please hold it, or cancel it, instead.'),
  screening_over: kind(409, 'This screening is over.'),
  instant_passed: kind(422, 'This moment has passed already. Please choose a later one.'),
  email_taken: kind(409, 'Somebody with this address is registered already.'),
  last_administrator: kind(409, 'There must be one administrator at least.'),

  // Us
  unavailable: kind(503, 'We cannot do this at the moment. Nothing is lost; please try again in a minute.'),
  internal: kind(500, 'Something went wrong on our side. Nothing you sent is lost. Please try again.'),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}

/**
 * The one error class. `figures` are numbers for the sentence (lengths in ms, bytes), `detail` a sentence
 * for the person in place of the kind's title; the message and the cause are for the log alone.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly figures: Readonly<Record<string, number>>;
  readonly detail: string | undefined;

  constructor(
    code: ProblemCode,
    options: { figures?: Record<string, number>; detail?: string; message?: string; cause?: unknown } = {},
  ) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Problem';
    this.code = code;
    this.figures = options.figures ?? {};
    this.detail = options.detail;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}
