import type { Parts } from '../parts.ts';

// The token stands behind the `#`: no server, no proxy and no mail scanner is sent it.
export function speakerLink({ publicUrl }: Pick<Parts['settings'], 'publicUrl'>, token: string): string {
  return `${publicUrl}/speak/#${token}`;
}

export function delegateLink({ publicUrl }: Pick<Parts['settings'], 'publicUrl'>, token: string): string {
  return `${publicUrl}/watch/#${token}`;
}

/** Where the staff read what missions ask. */
export function questionsPage({ publicUrl }: Pick<Parts['settings'], 'publicUrl'>): string {
  return `${publicUrl}/review/questions`;
}

/** Where a device on which the link is open finds the speaker's page. */
export function speakerPage({ publicUrl }: Pick<Parts['settings'], 'publicUrl'>): string {
  return `${publicUrl}/speak/`;
}
