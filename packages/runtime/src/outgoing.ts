import type { OutgoingMail } from '@rostrum/core';
import { isMailAddress } from '@rostrum/domain';
import type { SendMailOptions } from 'nodemailer';

/**
 * A mail as nodemailer takes it. The address is given as one, so that no part of it is read as a name or as a
 * second recipient; automatic answers are asked to stay away (RFC 3834, 5). Its `Message-ID` takes its host
 * from `from`, never from this machine.
 */
export function outgoing({ to, subject, text }: OutgoingMail, from: string): SendMailOptions {
  if (!isMailAddress(to)) throw new TypeError('not one address of mail');
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  };
}
