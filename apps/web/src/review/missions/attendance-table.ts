import type { Output } from '@rostrum/client';
import type { Words } from '../../kit/i18n/words.tsx';
import type { ReviewKey } from '../words/use-words.ts';

export type Attendance = Output<'GET /api/v1/sessions/{id}/attendance'>;
export type AttendedReview = Attendance['reviews'][number];
export type Attended = AttendedReview['attended'][number];

export const minutesOf = ({ attended }: AttendedReview): number =>
  attended.reduce((sum, { minutes }) => sum + minutes, 0);

export interface Names {
  readonly state: (review: AttendedReview['review']) => string;
  readonly mission: (mission: Attended) => string;
}

type T = Words<ReviewKey>['t'];

/** One line a State. */
export function tableByState({ session, reviews }: Attendance, names: Names, t: T): string[][] {
  return [
    [
      t('board.column.session'),
      t('board.column.code'),
      t('board.state'),
      t('attendance.missions'),
      t('attendance.minutes'),
    ],
    ...reviews.map((one) => [
      String(session.number),
      one.review.stateCode,
      names.state(one.review),
      String(one.attended.length),
      String(minutesOf(one)),
    ]),
  ];
}

/** One line a State and a mission that watched its programme. */
export function tableByMission({ session, reviews }: Attendance, names: Names, t: T): string[][] {
  return [
    [
      t('board.column.session'),
      t('board.column.code'),
      t('board.state'),
      t('attendance.missionCode'),
      t('missions.mission'),
      t('attendance.minutes'),
      t('attendance.days'),
    ],
    ...reviews.flatMap(({ review, attended }) =>
      attended.map((mission) => [
        String(session.number),
        review.stateCode,
        names.state(review),
        mission.stateCode,
        names.mission(mission),
        String(mission.minutes),
        String(mission.days),
      ]),
    ),
  ];
}
