import type { ScreeningRecord, Screenings } from '@rostrum/core';
import { type ScreeningOverride as Override, SCREENING_OVERRIDES, SCREENING_STATES } from '@rostrum/domain';
import type { PrismaExecutor } from '../client.ts';
import type { Screening, ScreeningOverride } from '../generated/client.ts';
import { oneOf } from './one-of.ts';

const WITH_OVERRIDES = { overrides: { orderBy: { seq: 'asc' } } } as const;
const STANDING = { state: 'scheduled' } as const;

function toOverride({ kind, at, toMs }: ScreeningOverride): Override {
  const known = oneOf(SCREENING_OVERRIDES, kind);
  const atMs = at.getTime();
  return known === 'seek' ? { kind: known, atMs, toMs: toMs ?? 0 } : { kind: known, atMs };
}

function toScreening(row: Screening & { overrides: ScreeningOverride[] }): ScreeningRecord {
  return {
    ...row,
    state: oneOf(SCREENING_STATES, row.state),
    overrides: row.overrides.map(toOverride),
  };
}

export function screeningsRepository({ screening, screeningOverride }: PrismaExecutor): Screenings {
  const raised = { version: { increment: 1 } };
  return {
    async byId(id) {
      const row = await screening.findUnique({ where: { id }, include: WITH_OVERRIDES });
      return row && toScreening(row);
    },
    async current(reviewId) {
      const row = await screening.findFirst({
        where: { reviewId, ...STANDING },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        include: WITH_OVERRIDES,
      });
      return row && toScreening(row);
    },
    async currentOfSession(sessionId) {
      const rows = await screening.findMany({
        where: { review: { sessionId }, ...STANDING },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        distinct: ['reviewId'],
        include: WITH_OVERRIDES,
      });
      return rows.map(toScreening);
    },
    async add(given) {
      await screening.create({ data: { ...given, ...STANDING } });
    },
    async change(id, patch) {
      await screening.update({ where: { id }, data: { ...patch, ...raised } });
    },
    async cancel(id, at) {
      await screening.update({ where: { id }, data: { state: 'cancelled', cancelledAt: at, ...raised } });
    },
    async addOverrides(id, overrides, made) {
      const known = await screeningOverride.count({ where: { screeningId: id } });
      await screeningOverride.createMany({
        data: overrides.map((override, index) => ({
          screeningId: id,
          seq: known + index,
          kind: override.kind,
          at: new Date(override.atMs),
          toMs: override.kind === 'seek' ? Math.round(override.toMs) : null,
          ...made,
        })),
      });
      await screening.update({ where: { id }, data: raised });
    },
  };
}
