import { DEFAULT_APPEARANCE, newId } from '@rostrum/domain';
import type { RoleClient } from '../../../infra/local/demo/role-client.ts';

/** One issue with one recommendation, in the name of a speaker who has none yet. */
export async function handInIssue(
  speaker: RoleClient,
  { language, theme, recommendation }: { language: string; theme: string; recommendation: string },
): Promise<void> {
  await speaker.call('PUT /api/v1/speaker/recommendations', {
    body: {
      version: 0,
      language,
      cards: [
        {
          id: newId(),
          theme,
          title: null,
          earlier: null,
          changed: null,
          recommendations: [{ text: recommendation }],
          questions: [],
          moment: null,
        },
      ],
    },
  });
}

/** For all who take part in the session, and not for missions alone; by whoever agreed to the words before. */
export async function consentToSession(speaker: RoleClient): Promise<void> {
  await speaker.call('PUT /api/v1/speaker/consent', {
    body: {
      audience: 'session',
      endsAt: null,
      masterAllowed: true,
      appearance: DEFAULT_APPEARANCE,
      speakerName: null,
      accepted: null,
    },
  });
}
