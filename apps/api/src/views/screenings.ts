import type { ScreeningView, StaffScreeningView } from '@rostrum/contract';
import { keepsProgramme, positionOf, type ScreeningStanding } from '@rostrum/core';
import type { z } from 'zod';
import type { MediaAddresses } from '../media/media-addresses.ts';
import { instant, organisationView } from './common.ts';

export function screeningView(
  standing: ScreeningStanding,
  media: MediaAddresses,
  now: Date,
): z.output<typeof ScreeningView> {
  const { screening, clock, revision, epoch } = standing;
  const shown = clock.lengthMs > 0 && revision !== null;
  return {
    id: screening.id,
    startsAt: instant(screening.startsAt),
    timeZone: screening.timeZone,
    overrides: screening.overrides.map((one) => ({
      kind: one.kind,
      at: new Date(one.atMs).toISOString(),
      toMs: one.kind === 'seek' ? one.toMs : null,
    })),
    lengthMs: revision === null ? null : clock.lengthMs,
    epoch,
    playlistUrl: shown ? media.screening(screening.id, epoch, positionOf(standing, now).turn) : null,
  };
}

/** For those who watch: null once it is over, and the programme is theirs. */
export function openScreeningView(
  standing: ScreeningStanding | null,
  media: MediaAddresses,
  now: Date,
): z.output<typeof ScreeningView> | null {
  return standing !== null && keepsProgramme(standing, now) ? screeningView(standing, media, now) : null;
}

export function staffScreeningView(
  standing: ScreeningStanding | null,
  media: MediaAddresses,
  now: Date,
): z.output<typeof StaffScreeningView> {
  return {
    screening: standing && {
      ...screeningView(standing, media, now),
      version: standing.screening.version,
    },
    items: (standing?.items ?? []).map(
      ({ position, kind, statementId, organisation, startMs, lengthMs }) => ({
        position,
        kind,
        statementId,
        organisation: organisationView(organisation),
        startMs,
        lengthMs,
      }),
    ),
    serverNow: instant(now),
  };
}
