import { lazily } from '../later/lazily.tsx';
import { recordWords } from './record-words.ts';

// What leads to the recorder, and the recorder: each with its words, in files of their own.
export const RecordEntry = lazily(async () => (await import('./entry.tsx')).RecordEntry, recordWords);
export const KeptNotice = lazily(async () => (await import('./entry.tsx')).KeptNotice, recordWords);
export const BackToRecordings = lazily(
  async () => (await import('./entry.tsx')).BackToRecordings,
  recordWords,
);
export const RecordPage = lazily(async () => (await import('./record-page.tsx')).RecordPage, recordWords);
