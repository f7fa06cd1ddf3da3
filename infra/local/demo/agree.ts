import { CONSENT_TEXT_VERSION, DEFAULT_APPEARANCE } from '@rostrum/domain';
import type { RoleClient } from './role-client.ts';

/** As the speaker: the missions may see it, and the current words are agreed to. */
export async function agree(
  speaker: RoleClient,
  { masterAllowed }: { masterAllowed: boolean },
): Promise<void> {
  await speaker.call('PUT /api/v1/speaker/consent', {
    body: {
      audience: 'missions',
      endsAt: null,
      masterAllowed,
      appearance: DEFAULT_APPEARANCE,
      speakerName: null,
      accepted: {
        name: 'Demonstration speaker',
        textVersion: CONSENT_TEXT_VERSION,
        textLanguage: 'en',
      },
    },
  });
}
