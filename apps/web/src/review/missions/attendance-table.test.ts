import { expect, test } from 'vitest';
import { csvText } from '../planning/import/csv-text.ts';
import { type Attendance, minutesOf, tableByMission, tableByState } from './attendance-table.ts';

const review = (
  stateCode: string,
  stateName: string,
  attended: Attendance['reviews'][number]['attended'],
) => ({
  review: { id: stateCode, stateCode, stateName, presessionAt: null },
  attended,
});
const attendance = {
  session: { number: 37 },
  reviews: [
    review('NRU', 'Nauru', [
      { missionId: 'a', stateCode: 'CHE', name: 'Permanent Mission of Switzerland', minutes: 42, days: 2 },
      { missionId: 'b', stateCode: 'XAA', name: '=HYPERLINK("x")', minutes: 7, days: 1 },
    ]),
    review('LBN', 'Lebanon', []),
  ],
} as unknown as Attendance;
const names = {
  state: ({ stateName }: { stateName: string }) => stateName,
  mission: ({ name }: { name: string }) => name,
};
const t = (key: string) => key;

test('a State has a line, whether anybody watched or not', () => {
  const [, ...lines] = tableByState(attendance, names, t);
  expect(lines).toEqual([
    ['37', 'NRU', 'Nauru', '2', '49'],
    ['37', 'LBN', 'Lebanon', '0', '0'],
  ]);
  expect(attendance.reviews.map(minutesOf)).toEqual([49, 0]);
});

test('a mission has a line for each State that it watched', () => {
  const [head, ...lines] = tableByMission(attendance, names, t);
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toHaveLength(head?.length ?? 0);
  expect(lines[0]).toEqual(['37', 'NRU', 'Nauru', 'CHE', 'Permanent Mission of Switzerland', '42', '2']);
});

test('a name that a sheet would take for a formula is text', () => {
  expect(csvText(tableByMission(attendance, names, t))).toContain(`"'=HYPERLINK(""x"")"`);
});
