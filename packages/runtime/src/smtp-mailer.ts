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
      const message = outgoing(mail, settings.from);
      try {
        await transport.sendMail(message);
      } catch (error) {
        throw withoutWords(error);
      }
    },
    forget: async () => 0,
  };
}

/** A server's answer repeats the address it refuses, and an error's words end in a log: its codes alone go on. */
function withoutWords(error: unknown): Error {
  const code = codeOf(error, 'code');
  const responseCode = codeOf(error, 'responseCode');
  const command = codeOf(error, 'command');
  const said = [code, command, responseCode].filter((one) => one !== null);
  return Object.assign(new Error(['the mail was not taken', ...said].join(' ')), {
    ...(code === null ? {} : { code }),
    ...(responseCode === null ? {} : { responseCode: Number(responseCode) }),
    ...(command === null ? {} : { command }),
  });
}

const CODES = {
  code: /^[A-Z][A-Z0-9_]{1,39}$/,
  responseCode: /^[2-5]\d\d$/,
  command: /^[A-Z][A-Z0-9-]{1,19}( [A-Z][A-Z0-9-]{1,19})?$/,
};

function codeOf(error: unknown, name: keyof typeof CODES): string | null {
  if (!(error instanceof Error)) return null;
  const found = String(Reflect.get(error, name));
  return CODES[name].test(found) ? found : null;
}

function nameOf(from: string): { name?: string } {
  const name = /@([\w.-]+)>?\s*$/.exec(from)?.[1];
  return name === undefined ? {} : { name };
}
