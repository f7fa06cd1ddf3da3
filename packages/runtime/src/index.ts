export { type Config, ConfigError, readConfig, readDatabaseConfig } from './config.ts';
export { createDirectoryMailer, type DirectoryMailer, type KeptMail } from './directory-mailer.ts';
export { createLog } from './logger.ts';
export { createMediaEngine } from './media-engine.ts';
export { type OpenedParts, openParts, queueSettings, storageSettings } from './open-parts.ts';
export { createSmtpMailer } from './smtp-mailer.ts';
