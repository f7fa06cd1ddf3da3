import type { FloorTime } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import type { DecisionRecord } from '../ports/store/decisions.ts';
import type { HistoryRecord } from '../ports/store/history.ts';
import type { SpeakerNames } from '../ports/store/invitations.ts';
import type { DeviceRecord } from '../ports/store/links.ts';
import type { StatementContext } from '../ports/store/statements.ts';
import type { ReviewAsItStands } from '../programmes/programme-of.ts';
import { reviewFloorMs } from '../sessions/floor-of.ts';
import { found } from '../sessions/who-may.ts';
import { floorOf } from '../takes/floor-of.ts';
import { type TakeWithCuts, takesWithCuts } from './takes-with-cuts.ts';

export interface StatementDetailState extends StatementContext, ReviewAsItStands {
  floor: FloorTime;
  takes: TakeWithCuts[];
  /** Newest first, undone ones included; `decidedBy` is a name, or the id of who is gone. */
  decisions: (DecisionRecord & { decidedBy: string })[];
  /** Oldest first: of the statement and its takes. */
  history: HistoryRecord[];
  inProgramme: { revision: number; position: number; cutId: string } | null;
  devices: DeviceRecord[];
  names: SpeakerNames;
  /** Where its mails go; null where none was given, or it was erased. */
  email: string | null;
  serverNow: Date;
}

/** For the staff. @throws Problem not_found */
export async function statementDetailOf(
  { store, clock, queue }: Pick<Parts, 'store' | 'clock' | 'queue'>,
  { statementId }: { statementId: string },
): Promise<StatementDetailState> {
  const place = found(await store.statements.context(statementId));
  const speakers = await store.invitations.countSpeakers(place.review.id);
  const floor = floorOf(place, speakers);
  const [takes, decisions, places, devices, email, speakerNames] = await Promise.all([
    takesWithCuts({ store, queue }, statementId, floor),
    store.decisions.ofStatement(statementId),
    store.programmes.publishedPlaces([statementId]),
    store.links.devicesOfInvitation(place.invitation.id),
    store.invitations.email(place.invitation.id),
    store.invitations.names(place.invitation.id),
  ]);
  const [history, names] = await Promise.all([
    store.history.ofSubjects([statementId, ...takes.map((take) => take.id)]),
    store.decisions.deciders(decisions.map((decision) => decision.decidedById)),
  ]);
  return {
    ...place,
    floorTimeMs: reviewFloorMs(place.review, speakers),
    floorTimeFrozen: place.review.floorTimeMs !== null,
    floor,
    takes,
    decisions: decisions.map((decision) => ({
      ...decision,
      decidedBy: names.get(decision.decidedById) ?? decision.decidedById,
    })),
    history,
    inProgramme: places[0] ?? null,
    devices,
    names: speakerNames,
    email,
    serverNow: clock.now(),
  };
}
