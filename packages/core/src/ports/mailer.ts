export interface OutgoingMail {
  to: string;
  subject: string;
  /** Plain text; no tracking, no remote picture. */
  text: string;
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<void>;
  /**
   * Removes every copy that is kept on our side of mails to this address, and says how many there were.
   * What has left for another server cannot be recalled: 0.
   */
  forget(address: string): Promise<number>;
}
