export interface OutgoingMail {
  to: string;
  subject: string;
  /** Plain text; no tracking, no remote picture. */
  text: string;
}
export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
}
