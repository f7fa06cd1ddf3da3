import type { Mailer } from '@rostrum/core';
import { createTransport } from 'nodemailer';
import { outgoing } from './outgoing.ts';

const TIMEOUT_MS = 20_000;

export function createSmtpMailer(settings: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url: settings.url,
    // Every server on the way writes down how the sender called itself: not by this machine's name.
    ...nameOf(settings.from),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A body is text made here; never a file or an address that a field could name.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      await transport.sendMail(outgoing(mail, settings.from));
    },
    forget: async () => 0,
  };
}

function nameOf(from: string): { name?: string } {
  const name = /@([\w.-]+)>?\s*$/.exec(from)?.[1];
  return name === undefined ? {} : { name };
}
