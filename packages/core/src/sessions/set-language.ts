import type { Actor, SpeakerLanguage } from '@rostrum/domain';
import type { Parts } from '../parts.ts';
import { requireSpeaker } from './who-may.ts';

/** The language that the speaker reads: of mails, and of pages without scripts. @throws Problem not_allowed */
export async function setLanguage(
  { store }: Pick<Parts, 'store'>,
  { actor, language }: { actor: Actor; language: SpeakerLanguage },
): Promise<void> {
  const { invitationId } = requireSpeaker(actor);
  await store.invitations.setLanguage(invitationId, language);
}
