/** Who does something. Nothing but ids: it goes into audit, history and logs. */
export type Actor =
  | { kind: 'speaker'; invitationId: string; deviceId: string }
  | { kind: 'delegate'; missionId: string; sessionId: string; deviceId: string }
  | { kind: 'coordinator' | 'administrator'; userId: string }
  | { kind: 'pipeline' };

export const ROLES = ['none', 'speaker', 'delegate', 'coordinator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

export function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case 'speaker':
      return actor.invitationId;
    case 'delegate':
      return actor.missionId;
    case 'pipeline':
      return null;
    default:
      return actor.userId;
  }
}
