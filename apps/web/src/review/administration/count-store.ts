import type { Output } from '@rostrum/client';

interface Progress {
  readonly objects: number;
  readonly bytes: number;
}

export interface Counted extends Progress {
  readonly sessions: Output<'GET /api/v1/storage'>['sessions'];
  /** Of statements that are erased or unknown. */
  readonly astray: Progress;
}

export interface CountListener {
  onProgress(progress: Progress): void;
  onDone(counted: Counted): void;
  onFailed(): void;
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const figure = (value: unknown): number => (typeof value === 'number' ? value : 0);
const progressOf = (value: unknown): Progress =>
  isFields(value) ? { objects: figure(value.objects), bytes: figure(value.bytes) } : { objects: 0, bytes: 0 };

export function countedOf(value: unknown): Counted | null {
  if (!isFields(value) || !Array.isArray(value.sessions)) return null;
  const sessions = value.sessions.filter(isFields).map((session) => {
    const bytes: Fields = isFields(session.bytes) ? session.bytes : {};
    return {
      sessionId: String(session.sessionId),
      number: figure(session.number),
      bytes: {
        originals: figure(bytes.originals),
        renditions: figure(bytes.renditions),
        cuts: figure(bytes.cuts),
        leftovers: figure(bytes.leftovers),
      },
    };
  });
  return { ...progressOf(value), sessions, astray: progressOf(value.astray) };
}

function read(event: MessageEvent): unknown {
  try {
    return JSON.parse(String(event.data));
  } catch {
    return undefined;
  }
}

/** Listens to the store being counted. Returns what ends it, there as well. */
export function countStore({ onProgress, onDone, onFailed }: CountListener): () => void {
  const source = new EventSource('/api/v1/storage/count');
  const fail = () => {
    // It would begin anew by itself.
    source.close();
    onFailed();
  };
  source.addEventListener('progress', (event) => onProgress(progressOf(read(event))));
  source.addEventListener('done', (event) => {
    const counted = countedOf(read(event));
    source.close();
    if (counted) onDone(counted);
    else onFailed();
  });
  source.addEventListener('failed', fail);
  source.addEventListener('error', fail);
  return () => source.close();
}
