/**
 * Every failure that a speaker can meet on this page. A test holds this list against the routes a speaker may
 * call, the refusals of the checks, and the words of every language.
 */
export const reachableProblems = [
  // Who you are
  'sign_in_required',
  'link_unknown',
  'link_expired',
  'link_revoked',
  'code_required',
  'code_wrong',
  'code_expired',
  'not_allowed',
  'request_forged',
  'too_many_requests',
  'media_address_bad',
  'media_address_expired',
  // What you ask for
  'not_found',
  'method_not_allowed',
  'request_invalid',
  'body_too_large',
  'stale',
  'conflict',
  // Sending
  'session_takes_no_uploads',
  'deadline_passed',
  'quota_used_up',
  'statement_withdrawn',
  'size_over_limit',
  'upload_busy',
  'upload_gone',
  'file_missing',
  'portrait_too_large',
  'portrait_unreadable',
  'storage_full',
  'take_receiving',
  'file_gone',
  // Who may see it
  'consent_name_missing',
  'consent_text_changed',
  'consent_end_passed',
  'speaker_name_missing',
  // The file
  'not_a_video',
  'unreadable',
  'truncated',
  'empty_file',
  'no_video_stream',
  'no_audio_stream',
  'codec_unsupported',
  'references_other_files',
  'encrypted',
  'too_many_streams',
  'picture_too_large',
  'length_unknown',
  'too_long',
  'hash_mismatch',
  'size_mismatch',
  // The cut and the answer
  'in_after_out',
  'outside_take',
  'removal_outside',
  'removals_overlap',
  'nothing_left',
  'take_length_unknown',
  'nothing_to_answer',
  // Us
  'unavailable',
  'internal',
  'offline',
] as const;

export type ReachableProblem = (typeof reachableProblems)[number];
