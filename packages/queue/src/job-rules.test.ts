import { type JobHandlers, PermanentFailure } from '@rostrum/core';
import { JOB_NAMES, jobIdOf, jobPayloads, parseJobPayload } from '@rostrum/domain';
import { describe, expect, it } from 'vitest';
import { JOB_RULES, retryDelayMs } from './job-rules.ts';
import { readJob } from './read-job.ts';
import { reasonOf } from './reason.ts';

const takeId = '7d1e2c3b-8a9f-4b6c-8d5e-1f2a3b4c5d6e';
const statementId = '0b6f3c52-5f0f-4c7e-9d3a-3b1d4a6f8e01';

describe('job contracts', () => {
  it('name every job once', () => {
    expect([...JOB_NAMES].toSorted()).toEqual(Object.keys(jobPayloads).toSorted());
    expect(Object.keys(JOB_RULES).toSorted()).toEqual(Object.keys(jobPayloads).toSorted());
  });

  it('a handler table with a gap does not compile', () => {
    const run = async () => undefined;
    // @ts-expect-error `sweep` is missing
    const handlers: JobHandlers = {
      'take.verify': run,
      'take.check': run,
      'take.prepare': run,
      'cut.make': run,
      'captions.transcribe': run,
      'card.draw': run,
      'programme.cards': run,
      'poster.make': run,
      'statement.erase': run,
      'mail.send': run,
    };
    expect(Object.keys(handlers)).toHaveLength(JOB_NAMES.length - 1);
  });

  it('take ids and nothing else', () => {
    expect(parseJobPayload('take.check', { takeId, statementId })).toEqual({ takeId, statementId });
    for (const payload of [
      {},
      { takeId },
      { takeId, statementId, email: 'a@b' },
      { takeId: 'a', statementId },
    ]) {
      expect(() => parseJobPayload('take.check', payload)).toThrow();
    }
    expect(jobIdOf('take.check', { takeId, statementId })).toBe(`take.check.${takeId}`);
    expect(jobIdOf('sweep', {})).toBe('sweep');
  });

  it('what is no job of ours is not read', () => {
    const data = { payload: { takeId, statementId } };
    expect(readJob({ id: 'a', name: 'take.check', data })).toEqual({
      ref: { jobId: 'a', name: 'take.check', payload: data.payload },
      cancelled: false,
    });
    expect(readJob({ id: 'a', name: 'take.check', data: { ...data, cancelled: true } })?.cancelled).toBe(
      true,
    );
    for (const name of ['take.unknown', 'constructor', '__proto__', '']) {
      expect(readJob({ id: 'a', name, data })).toBeNull();
    }
    for (const bad of [null, 'x', {}, { payload: {} }, { ...data, cancelled: 'yes' }]) {
      expect(readJob({ id: 'a', name: 'take.check', data: bad })).toBeNull();
    }
  });

  it('wait longer after each failure, up to a limit', () => {
    const waits = Array.from({ length: 32 }, (_, n) => retryDelayMs('statement.erase', n + 1));
    expect(waits.slice(0, 3)).toEqual([5_000, 10_000, 20_000]);
    expect(Math.max(...waits)).toBe(3_600_000);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(20 * 3_600_000);
  });

  it('keep a failure’s class and code, never its words', () => {
    expect(reasonOf(new PermanentFailure('no_video', 'secret'))).toBe('no_video');
    expect(reasonOf(new PermanentFailure('see /tmp/secret', 'secret'))).toBe('PermanentFailure');
    expect(reasonOf(Object.assign(new Error('secret'), { code: 'ENOSPC' }))).toBe('Error ENOSPC');
    expect(reasonOf(Object.assign(new Error('secret'), { name: 'a secret name', code: 'a secret' }))).toBe(
      'Error',
    );
    expect(reasonOf('secret')).toBe('unknown');
  });
});
