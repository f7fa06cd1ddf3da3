import type { SessionRecord } from '../ports/store/reviews.ts';

/** A session is open for as long as it is worked on: the staff close it as a whole. */
export const takesQuestions = ({ acceptsUploads }: SessionRecord): boolean => acceptsUploads;
