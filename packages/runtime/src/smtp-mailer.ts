import type { Mailer } from '@rostrum/core';
import { createTransport } from 'nodemailer';

const TIMEOUT_MS = 20_000;

export function createSmtpMailer(settings: { url: string; from: string }): Mailer {
  const transport = createTransport({
    url: settings.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A body is text made here; never a file or an address that a field could name.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      await transport.sendMail({ from: settings.from, ...mail });
    },
    forget: async () => 0,
  };
}
