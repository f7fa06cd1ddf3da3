import type { ParsedMedia } from '../parse.ts';
import { firstWrong, type Rule, unless } from './rule.ts';

/** Two versions of the same media playlist, one fetched after the other. */
export interface Update {
  before: ParsedMedia;
  after: ParsedMedia;
}

const removedBy = ({ before, after }: Update) => after.mediaSequence - before.mediaSequence;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** What a later version of a media playlist may not do. */
export const UPDATE_RULES = [
  {
    id: 'changed-after-end',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'a playlist that has ended does not change',
    check: ({ before, after }) => unless(!before.endList || same(before, after), 'it did'),
  },
  {
    id: 'type-changed',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'the type of a playlist does not change: an EVENT ends as one',
    check: ({ before, after }) => unless(before.type === after.type, `${before.type}, then ${after.type}`),
  },
  {
    id: 'sequence-went-back',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'the media sequence number never falls',
    check: (update) => unless(removedBy(update) >= 0, `by ${-removedBy(update)}`),
  },
  {
    id: 'removed-from-whole',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'a playlist with a type keeps its first segment',
    check: (update) =>
      unless(update.before.type === null || removedBy(update) === 0, `${removedBy(update)} are gone`),
  },
  {
    id: 'segment-lost-at-the-end',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'segments are only ever added at the end',
    check: (update) => {
      const kept = update.before.segments.length - removedBy(update);
      return unless(
        update.after.segments.length >= kept,
        `${update.after.segments.length} of ${kept} are left`,
      );
    },
  },
  {
    id: 'target-duration-changed',
    source: 'RFC 8216 §4.3.3.1',
    level: 'must',
    what: 'the target duration stays',
    check: ({ before, after }) =>
      unless(
        after.targetDurationS === before.targetDurationS,
        `${before.targetDurationS}, ${after.targetDurationS}`,
      ),
  },
  {
    id: 'listed-segment-changed',
    source: 'RFC 8216 §6.2.1',
    level: 'must',
    what: 'a segment that was listed stays as it is: address, length, init, date',
    check: (update) => {
      const removed = Math.max(0, removedBy(update));
      return firstWrong(update.before.segments.slice(removed), (segment, at) => {
        const now = update.after.segments[at];
        return unless(now === undefined || same(segment, now), `${segment.uri}`);
      });
    },
  },
  {
    id: 'discontinuity-sequence-wrong',
    source: 'RFC 8216 §6.2.2',
    level: 'must',
    what: 'the discontinuity sequence number counts the discontinuities that were removed',
    check: (update) => {
      const removed = removedBy(update);
      const { before, after } = update;
      const gone = before.segments.slice(0, Math.max(0, removed)).filter((one) => one.discontinuity).length;
      const known = removed <= before.segments.length;
      return unless(
        !known || after.discontinuitySequence === before.discontinuitySequence + gone,
        `not by ${gone}`,
      );
    },
  },
] as const satisfies readonly Rule<Update>[];
