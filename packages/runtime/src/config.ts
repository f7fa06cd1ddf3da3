import { join, resolve } from 'node:path';
import { RENDITION_NAMES, type RenditionName } from '@rostrum/domain';
import { z } from 'zod';

const flag = z.stringbool({ truthy: ['1', 'true', 'yes', 'on'], falsy: ['0', 'false', 'no', 'off'] });
const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ });
/** `7,2,1`; `none` for no days at all. */
const days = z
  .string()
  .regex(/^(none|[1-9]\d?( *, *[1-9]\d?)*)$/, 'must be days, such as 7,2,1, or none')
  .transform((text) => (text === 'none' ? [] : text.split(',').map(Number)));

/** Who tries the product out looks into the mailbox right after deciding. */
const DECISION_MAIL_DELAY_MS = { demonstration: 15_000, production: 300_000 } as const;

const Environment = z.object({
  ROSTRUM_MODE: z.enum(['demonstration', 'production']).default('demonstration'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(8080),
  METRICS_PORT: port.optional(),
  PUBLIC_URL: url.optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgresql:// address'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, 'must be a redis:// address')
    .optional(),
  S3_BUCKET: z.string().min(3).optional(),
  S3_ENDPOINT: url.optional(),
  S3_REGION: z.string().min(1).default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  S3_FORCE_PATH_STYLE: flag.default(true),
  MEDIA_DIR: z.string().min(1).optional(),
  MAIL_DIR: z.string().min(1).optional(),
  SCRATCH_DIR: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must be an smtp:// address')
    .optional(),
  MAIL_FROM: z.string().min(3).optional(),
  DECISION_MAIL_DELAY_MS: z.coerce.number().int().min(0).max(86_400_000).optional(),
  REMINDER_DAYS: days.default([7, 2, 1]),
  KEYS_FILE: z.string().min(1).optional(),
  AUTH_SECRET: z.string().min(32, 'must have 32 characters at least'),
  WEB_DIR: z.string().min(1).optional(),
  EXIT_URL: url.optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WHISPER_MODEL: z.string().startsWith('/', 'must be an absolute path').optional(),
  WHISPER_COMMAND: z
    .string()
    .startsWith('/', 'must be an absolute path')
    .default('/usr/local/bin/whisper-cli'),
  WHISPER_THREADS: z.coerce.number().int().min(1).max(64).default(2),
  LARGEST_RENDITION: z.enum(RENDITION_NAMES).default('1080p'),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
});

export interface Config {
  mode: 'demonstration' | 'production';
  host: string;
  port: number;
  metricsPort: number;
  publicUrl: string;
  databaseUrl: string;
  redisUrl: string | undefined;
  storage:
    | { kind: 'directory'; root: string }
    | {
        kind: 's3';
        bucket: string;
        endpoint: string | undefined;
        region: string;
        accessKeyId: string;
        secretAccessKey: string;
        forcePathStyle: boolean;
      };
  mail: { kind: 'directory'; directory: string } | { kind: 'smtp'; url: string; from: string };
  /** How long a mail about a decision is held back, so that what is undone at once is told to nobody. */
  decisionMailDelayMs: number;
  /** How many days before the deadline speakers are reminded. */
  reminderDays: number[];
  keysFile: string;
  authSecret: string;
  webDir: string | undefined;
  /** Where a speaker is taken who leaves at once. */
  exitUrl: string | undefined;
  scratchDir: string;
  trustedProxies: number;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  mediaWorkers: number;
  /** Takes and cards are made in it and in what is smaller: a small machine, or a small store, has less to do. */
  largestRendition: RenditionName;
  /** Undefined: nothing is written down by machine. */
  transcriber: { command: `/${string}`; model: string; threads: number } | undefined;
}

/** Names the variables that are wrong and why, never what they hold. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((p) => `  ${p}`).join('\n')}`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** For what works with the database alone. @throws ConfigError */
export function readDatabaseConfig(environment: Variables): Pick<Config, 'databaseUrl'> {
  return { databaseUrl: parse(Environment.pick({ DATABASE_URL: true }), environment).DATABASE_URL };
}

type Variables = Readonly<Record<string, string | undefined>>;

function parse<T>(schema: z.ZodType<T>, environment: Variables): T {
  // An empty variable is how compose files and shells say "not set".
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(
        (issue) =>
          `${issue.path.join('.')}: ${set[String(issue.path[0])] === undefined ? 'is not set' : sentence(issue)}`,
      ),
    );
  }
  return parsed.data;
}

/** Read once, at boot. @throws ConfigError */
export function readConfig(environment: Variables): Config {
  const env = parse(Environment, environment);
  const dataDir = resolve(env.DATA_DIR);
  const problems = [
    ...s3Problems(env),
    ...(env.ROSTRUM_MODE === 'production' ? productionProblems(env) : []),
  ];
  if (env.ROSTRUM_MODE === 'demonstration' && !isLoopback(env.HOST)) {
    problems.push(
      'HOST: the demonstration listens on this machine only (127.0.0.1); set ROSTRUM_MODE=production',
    );
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    mode: env.ROSTRUM_MODE,
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT ?? (env.PORT === 0 ? 0 : env.PORT + 1),
    publicUrl: (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/+$/, ''),
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    storage:
      env.S3_BUCKET === undefined
        ? { kind: 'directory', root: resolve(env.MEDIA_DIR ?? join(dataDir, 'media')) }
        : {
            kind: 's3',
            bucket: env.S3_BUCKET,
            endpoint: env.S3_ENDPOINT,
            region: env.S3_REGION,
            accessKeyId: env.S3_ACCESS_KEY_ID ?? '',
            secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? '',
            forcePathStyle: env.S3_FORCE_PATH_STYLE,
          },
    mail:
      env.SMTP_URL === undefined
        ? { kind: 'directory', directory: resolve(env.MAIL_DIR ?? join(dataDir, 'mail')) }
        : { kind: 'smtp', url: env.SMTP_URL, from: env.MAIL_FROM ?? '' },
    decisionMailDelayMs: env.DECISION_MAIL_DELAY_MS ?? DECISION_MAIL_DELAY_MS[env.ROSTRUM_MODE],
    reminderDays: env.REMINDER_DAYS,
    keysFile: resolve(env.KEYS_FILE ?? join(dataDir, 'keys.json')),
    authSecret: env.AUTH_SECRET,
    exitUrl: env.EXIT_URL,
    webDir: env.WEB_DIR === undefined ? undefined : resolve(env.WEB_DIR),
    scratchDir: resolve(env.SCRATCH_DIR ?? join(dataDir, 'scratch')),
    trustedProxies: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    mediaWorkers: env.MEDIA_WORKERS,
    largestRendition: env.LARGEST_RENDITION,
    transcriber:
      env.WHISPER_MODEL === undefined
        ? undefined
        : {
            command: `/${env.WHISPER_COMMAND.slice(1)}`,
            model: env.WHISPER_MODEL,
            threads: env.WHISPER_THREADS,
          },
  };
}

type Env = z.infer<typeof Environment>;

function s3Problems(env: Env): string[] {
  if (env.S3_BUCKET === undefined) {
    return env.S3_ENDPOINT === undefined ? [] : ['S3_BUCKET: is not set, but S3_ENDPOINT is'];
  }
  const problems: string[] = [];
  if (env.S3_ACCESS_KEY_ID === undefined) problems.push('S3_ACCESS_KEY_ID: is not set, but S3_BUCKET is');
  if (env.S3_SECRET_ACCESS_KEY === undefined)
    problems.push('S3_SECRET_ACCESS_KEY: is not set, but S3_BUCKET is');
  return problems;
}

function productionProblems(env: Env): string[] {
  const problems: string[] = [];
  if (env.PUBLIC_URL === undefined) problems.push('PUBLIC_URL: is not set');
  else if (!env.PUBLIC_URL.startsWith('https://')) problems.push('PUBLIC_URL: must be an https address');
  if (env.KEYS_FILE === undefined) problems.push('KEYS_FILE: is not set');
  if (env.SMTP_URL === undefined) problems.push('SMTP_URL: is not set; links and codes are mailed');
  if (env.SMTP_URL !== undefined && env.MAIL_FROM === undefined) problems.push('MAIL_FROM: is not set');
  return problems;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom' || issue.code === 'invalid_format' || issue.code === 'too_small') {
    return issue.message.startsWith('must') ? issue.message : 'is not of the form that is expected';
  }
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  return 'is not of the form that is expected';
}
