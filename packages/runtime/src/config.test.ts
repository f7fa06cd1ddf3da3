import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const least = { DATABASE_URL: 'postgresql://localhost/x', AUTH_SECRET: 's'.repeat(32) };
const production = {
  ...least,
  ROSTRUM_MODE: 'production',
  PUBLIC_URL: 'https://example.org/',
  KEYS_FILE: '/run/keys.json',
  SMTP_URL: 'smtp://localhost',
  MAIL_FROM: 'secretariat@example.org',
};

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('the configuration', () => {
  it('has an embedded default for every part but the database', () => {
    const config = readConfig(least);
    expect(config).toMatchObject({
      mode: 'demonstration',
      port: 8080,
      metricsPort: 8081,
      redisUrl: undefined,
    });
    expect(config.storage.kind).toBe('directory');
    expect(config.mail.kind).toBe('directory');
  });

  it('has a transcriber only where a model is named, by paths that mean the same everywhere', () => {
    expect(readConfig(least).transcriber).toBeUndefined();
    expect(readConfig({ ...least, WHISPER_MODEL: '/models/small.bin' }).transcriber).toEqual({
      command: '/usr/local/bin/whisper-cli',
      model: '/models/small.bin',
      threads: 2,
    });
    expect(problemsOf({ ...least, WHISPER_MODEL: 'small.bin', WHISPER_COMMAND: 'whisper-cli' })).toEqual([
      'WHISPER_MODEL: must be an absolute path',
      'WHISPER_COMMAND: must be an absolute path',
    ]);
  });

  it('makes every rendition, or none above the one that is named', () => {
    expect(readConfig(least).largestRendition).toBe('1080p');
    expect(readConfig({ ...least, LARGEST_RENDITION: '480p' }).largestRendition).toBe('480p');
    expect(problemsOf({ ...least, LARGEST_RENDITION: '481p' }).join()).toContain('LARGEST_RENDITION');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ ...least, REDIS_URL: '', S3_BUCKET: '' }).storage.kind).toBe('directory');
  });

  it('names what is missing and never what a variable holds', () => {
    const problems = problemsOf({
      AUTH_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://root:hunter2@h/d',
      PORT: 'hunter2',
    });
    expect(problems.map((p) => p.split(':')[0]).sort()).toEqual(['AUTH_SECRET', 'DATABASE_URL', 'PORT']);
    expect(problems.join()).not.toContain('hunter2');
    expect(problemsOf({})).toContain('DATABASE_URL: is not set');
  });

  it('reminds on the days that are named, or on none', () => {
    expect(readConfig(least)).toMatchObject({ reminderDays: [7, 2, 1], decisionMailDelayMs: 15_000 });
    expect(readConfig(production).decisionMailDelayMs).toBe(300_000);
    expect(readConfig({ ...least, REMINDER_DAYS: '10, 3' }).reminderDays).toEqual([10, 3]);
    expect(readConfig({ ...least, REMINDER_DAYS: 'none' }).reminderDays).toEqual([]);
    expect(problemsOf({ ...least, REMINDER_DAYS: 'soon' })).toEqual([
      'REMINDER_DAYS: must be days, such as 7,2,1, or none',
    ]);
  });

  it('refuses half an S3', () => {
    expect(problemsOf({ ...least, S3_BUCKET: 'statements' })).toHaveLength(2);
    expect(problemsOf({ ...least, S3_ENDPOINT: 'http://127.0.0.1:9000' })).toHaveLength(1);
  });

  it('keeps the demonstration on this machine', () => {
    expect(problemsOf({ ...least, HOST: '0.0.0.0' })).toHaveLength(1);
    expect(problemsOf({ ...least, HOST: '127.0.0.2' })).toEqual([]);
  });

  it('does not start in production without its secrets and an https address', () => {
    expect(problemsOf(production)).toEqual([]);
    expect(readConfig(production).publicUrl).toBe('https://example.org');
    expect(problemsOf({ ...production, PUBLIC_URL: 'http://example.org' })).toHaveLength(1);
    for (const name of ['PUBLIC_URL', 'KEYS_FILE', 'SMTP_URL', 'AUTH_SECRET']) {
      expect(problemsOf({ ...production, [name]: '' }).join()).toContain(name);
    }
  });
});
