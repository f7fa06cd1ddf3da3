import type { Words } from '../../../kit/i18n/words.tsx';
import { formatTime } from '../../../kit/time.ts';
import type { ReviewKey } from '../../words/use-words.ts';
import type { SessionHead } from '../sessions.tsx';
import type { BoardRow, ReviewGroup } from '../stages.ts';
import type { Found } from '../wanted.ts';
import { WORDS_KINDS } from '../words-there.ts';

export interface TableOf {
  readonly session: Pick<SessionHead, 'number' | 'timeZone'>;
  readonly found: readonly Found[];
  readonly nameOf: (userId: string) => string;
  readonly stateNameOf: (state: ReviewGroup['review']) => string;
  readonly words: Pick<Words<ReviewKey>, 't' | 'date'>;
}

/** As it is shown: its first line names the columns. */
export function boardTable({ session, found, nameOf, stateNameOf, words: { t } }: TableOf): string[][] {
  const head = [
    t('board.column.session'),
    t('board.column.code'),
    t('board.state'),
    t('board.column.organisation'),
    t('board.column.kind'),
    t('board.column.stage'),
    t('board.column.stuck'),
    ...WORDS_KINDS.map((kind) => t(`words.${kind}`)),
    t('board.assignee'),
    t('board.column.deadline'),
    t('board.column.take'),
    t('board.column.length'),
    t('board.column.floor'),
  ];
  const line = ({ review }: ReviewGroup, row: BoardRow) => [
    String(session.number),
    review.stateCode,
    stateNameOf(review),
    row.organisation.name,
    row.organisation.nhriStatus === null
      ? t(`kind.${row.organisation.kind}`)
      : t('kind.nhriStatus', { status: row.organisation.nhriStatus }),
    t(`stage.${row.stage}`),
    row.stuck ? t('board.yes') : '',
    ...WORDS_KINDS.map((kind) => {
      const mark = row.words[kind];
      return mark === 'not_asked' ? '' : t(`words.mark.${mark}`);
    }),
    row.assignedToId === null ? '' : nameOf(row.assignedToId),
    row.deadlineAt === null ? '' : wallClock(row.deadlineAt, session.timeZone),
    row.take === null ? '' : String(row.take.number),
    row.take?.measuredMs == null ? '' : formatTime(row.take.measuredMs),
    formatTime(row.floorTimeMs),
  ];
  return [head, ...found.flatMap(({ group, shown }) => shown.map((row) => line(group, row)))];
}

/** `upr-37-board-2020-11-02.csv`, by the day at the session's place. */
export function fileName(
  session: Pick<SessionHead, 'number' | 'timeZone'>,
  now: Date,
  ending: string,
): string {
  const day = wallClock(now.toISOString(), session.timeZone).slice(0, 10);
  return `upr-${session.number}-board-${day}.${ending}`;
}

/** `2020-11-02 18:00`, which sorts and which every sheet reads. */
function wallClock(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}
