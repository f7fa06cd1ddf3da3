import { z } from 'zod';

/** One line of the table. `goal` is the most that the judged figure may be; without one, a figure is told only. */
export const Row = z.object({
  name: z.string().min(1),
  value: z.number(),
  unit: z.string(),
  baseline: z.number().nullable(),
  ratio: z.number().nullable(),
  goal: z.number().nullable(),
  met: z.boolean().nullable(),
  judged: z.enum(['value', 'ratio']),
  spread: z.object({ least: z.number(), most: z.number(), runs: z.int().positive() }),
  /** User and system time of every process that took part, in seconds. */
  cpu: z.object({ value: z.number(), baseline: z.number().nullable() }).nullable(),
  parts: z.array(z.object({ name: z.string(), ms: z.number() })),
  note: z.string(),
});
export type Row = z.infer<typeof Row>;

export const Results = z.object({
  date: z.iso.datetime(),
  cores: z.int().positive(),
  cpu: z.string(),
  ffmpeg: z.string(),
  rows: z.array(Row),
});
export type Results = z.infer<typeof Results>;

type Figures = Pick<Row, 'name' | 'value' | 'unit' | 'spread' | 'note'> &
  Partial<Pick<Row, 'baseline' | 'ratio' | 'goal' | 'judged' | 'cpu' | 'parts'>>;

export function row(figures: Figures): Row {
  const { baseline = null, goal = null, cpu = null, parts = [], judged = 'value' } = figures;
  const ratio = figures.ratio ?? (baseline === null ? null : figures.value / baseline);
  const figure = judged === 'ratio' ? ratio : figures.value;
  if (figure === null) throw new RangeError(`${figures.name}: a ratio needs a baseline`);
  return {
    ...figures,
    baseline,
    ratio,
    goal,
    judged,
    cpu,
    parts,
    met: goal === null ? null : figure <= goal,
  };
}

/** By how much of the goal a figure is too large; null where it is met or has none. */
export function missedBy({ goal, met, judged, ratio, value }: Row): number | null {
  if (goal === null || met !== false) return null;
  return ((judged === 'ratio' ? (ratio ?? value) : value) - goal) / goal;
}
