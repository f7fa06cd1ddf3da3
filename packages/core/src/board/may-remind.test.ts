import { describe, expect, it } from 'vitest';
import { REMINDED_AGAIN_AFTER_MS } from '../mail/by-hand.ts';
import type { Addressee } from '../ports/store/board.ts';
import { mayRemind } from './may-remind.ts';

const NOW = new Date('2020-11-02T09:00:00Z');
const at = (ms: number) => new Date(NOW.getTime() + ms);

const owing: Addressee = {
  statementId: 's',
  invitationId: 'i',
  statementState: 'invited',
  language: 'en',
  deadlineAt: at(1),
  acceptsUploads: true,
  hasAddress: true,
  hasLink: true,
  takes: [],
  takesAllowed: 3,
  remindedAt: null,
  lastMailId: null,
};
const refused = { state: 'refused' as const, reason: 'no_video' };
const because = (change: Partial<Addressee>) => mayRemind({ ...owing, ...change }, null, NOW);
const reminded = (agoMs: number) => ({ remindedAt: at(-agoMs) });

describe('a reminder by hand', () => {
  it('asks whoever owes a recording for it', () => {
    expect(because({})).toEqual({ kind: 'reminder', decisionId: null });
    expect(because({ statementState: 'changes_requested' })).toMatchObject({ kind: 'reminder' });
    expect(because({ statementState: 'in_review', takes: [refused] })).toMatchObject({ kind: 'reminder' });
    expect(because(reminded(REMINDED_AGAIN_AFTER_MS))).toMatchObject({ kind: 'reminder' });
  });

  it.each([
    ['withdrawn', { statementState: 'withdrawn' }],
    ['nothing_owed', { statementState: 'approved' }],
    ['nothing_owed', { statementState: 'in_review', takes: [{ state: 'ready', reason: null }] }],
    ['nothing_owed', { statementState: 'awaiting_speaker' }],
    ['no_attempts_left', { takes: [refused, refused, refused] }],
    ['session_closed', { acceptsUploads: false }],
    ['no_deadline', { deadlineAt: null }],
    ['deadline_passed', { deadlineAt: NOW }],
    ['no_address', { hasAddress: false }],
    ['no_link', { hasLink: false }],
    ['reminded_lately', reminded(REMINDED_AGAIN_AFTER_MS - 1)],
  ] as [string, Partial<Addressee>][])('is not sent: %s %j', (why, change) => {
    expect(because(change)).toEqual({ kind: null, because: why });
  });

  it('asks for the answer to an open question, whatever the deadline', () => {
    const waiting: Addressee = { ...owing, statementState: 'awaiting_speaker', deadlineAt: at(-1) };
    const question = { id: 'd', needsYes: true, answer: null };
    expect(mayRemind(waiting, question, NOW)).toEqual({ kind: 'cut_question', decisionId: 'd' });
    expect(mayRemind(waiting, { ...question, answer: 'yes' }, NOW)).toMatchObject({
      because: 'nothing_owed',
    });
    expect(mayRemind({ ...waiting, hasAddress: false }, question, NOW)).toMatchObject({
      because: 'no_address',
    });
  });
});
