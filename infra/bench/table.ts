import { missedBy, type Results, type Row } from './row.ts';

const COLUMNS = ['what', 'value', 'baseline', 'ratio', 'goal', '', 'spread', 'CPU'] as const;

/** Three figures that say something, and none that does not. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return value.toFixed(0);
  if (size >= 10) return value.toFixed(1);
  return size >= 1 ? value.toFixed(2) : value.toFixed(3);
}

function cells(row: Row): string[] {
  const { value, unit, baseline, ratio, goal, judged, met, spread, cpu } = row;
  const withUnit = (amount: number) => `${figure(amount)} ${unit}`.trim();
  const judgedText = (amount: number) => (judged === 'ratio' ? figure(amount) : withUnit(amount));
  return [
    row.name,
    withUnit(value),
    baseline === null ? '–' : withUnit(baseline),
    ratio === null ? '–' : figure(ratio),
    goal === null ? '–' : `≤ ${judgedText(goal)}`,
    met === null ? ' ' : met ? '✓' : '✗',
    `${figure(spread.least)}–${figure(spread.most)} (${spread.runs})`,
    cpu === null ? '–' : `${figure(cpu.value)}${cpu.baseline === null ? '' : ` : ${figure(cpu.baseline)}`} s`,
  ];
}

/** One line a row, then what bounds each figure and where its time went. */
export function table({ cores, cpu, ffmpeg, rows }: Results): string {
  const lines = [[...COLUMNS], ...rows.map(cells)];
  const widths = COLUMNS.map((_, at) => Math.max(...lines.map((line) => [...(line[at] ?? '')].length)));
  const pad = (text: string, width: number) => text + ' '.repeat(Math.max(0, width - [...text].length));
  const drawn = lines.map((line) =>
    line
      .map((cell, at) => pad(cell, widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [`${cores} cores (${cpu}), ffmpeg ${ffmpeg}`, '', ...drawn, '', ...rows.flatMap(remarks)].join('\n');
}

function remarks(row: Row): string[] {
  const missed = missedBy(row);
  const parts = row.parts.map(({ name, ms }) => `${name} ${(ms / 1000).toFixed(2)}`).join(' → ');
  const said = [
    ...(missed === null ? [] : [`missed by ${(missed * 100).toFixed(missed < 0.1 ? 1 : 0)} %.`]),
    ...(row.note === '' ? [] : [row.note]),
    ...(parts === '' ? [] : [`In seconds: ${parts}.`]),
  ];
  return said.length === 0 ? [] : [`${row.name}: ${said.join(' ')}`];
}
