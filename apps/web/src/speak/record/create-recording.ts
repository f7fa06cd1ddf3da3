import type { Mode } from './choose-format.ts';
import { readCountdown } from './countdown.ts';
import type { Rate } from './quality.ts';
import { createRecordedClock } from './recorded-clock.ts';
import { type Ending, isFull, LEAST_KEPT_MS, RecordingGone, type TakeStore } from './store/take-store.ts';

/** Every second a part is written away: that much is lost when the phone dies. */
const PART_MS = 1_000;
const LOOK_EVERY_MS = 100;
/** A recorder that gives nothing for this long does not record, whatever it says. */
const STALLED_MS = 6_000;
const LAST_PART_WITHIN_MS = 5_000;

export interface RecordingRequest {
  readonly stream: MediaStream;
  readonly mode: Mode;
  readonly mimeType: string;
  readonly rate: Rate;
  readonly statementId: string;
  readonly limitMs: number;
  readonly store: TakeStore;
}

export interface RecordingState {
  readonly step: 'starting' | 'recording' | 'paused' | 'ending' | 'ended';
  readonly recordedMs: number;
  /** The system has switched the microphone or the camera off. */
  readonly muted: boolean;
  readonly stalled: boolean;
  /** The page was hidden meanwhile: a phone may have gone on without picture. */
  readonly wasHidden: boolean;
  readonly ending: Ending | null;
  /** Whether there is something to keep; told with `ended`. */
  readonly kept: boolean;
}

export interface Recording {
  readonly state: () => RecordingState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
}

const FIRST: RecordingState = {
  step: 'starting',
  recordedMs: 0,
  muted: false,
  stalled: false,
  wasHidden: false,
  ending: null,
  kept: false,
};

/** Records a stream, part by part into the store, until it is stopped, full, unplugged or at its limit. */
export function createRecording(request: RecordingRequest): Recording {
  const { stream, mode, mimeType, rate, statementId, limitMs, store } = request;
  const listeners = new Set<() => void>();
  const clock = createRecordedClock(() => performance.now());
  const tracks = stream.getTracks();
  let state = FIRST;
  let takeId: string | null = null;
  let writing: Promise<unknown> = Promise.resolve();
  let broken = false;
  let gone = false;
  let started = false;
  let stopped = false;
  let finished = false;
  let bytes = 0;
  let lastPartAt = 0;
  let looking: ReturnType<typeof setInterval> | undefined;

  const recorder = new MediaRecorder(stream, {
    mimeType,
    audioBitsPerSecond: rate.audioBitsPerSecond,
    ...(mode === 'video' ? { videoBitsPerSecond: rate.videoBitsPerSecond } : {}),
  });

  function tell(changes: Partial<RecordingState>): void {
    state = { ...state, ...changes };
    for (const listener of listeners) listener();
  }

  async function write(part: Blob, atMs: number): Promise<void> {
    if (broken || takeId === null) return;
    try {
      const whole = await part.arrayBuffer();
      await store.append(takeId, whole, atMs);
      bytes += whole.byteLength;
    } catch (error) {
      // What comes now would lie behind a gap.
      broken = true;
      gone = error instanceof RecordingGone;
      end(isFull(error) ? 'full' : 'failed');
    }
  }

  function onPart({ data }: BlobEvent): void {
    if (data.size === 0) return;
    lastPartAt = performance.now();
    if (state.stalled) tell({ stalled: false });
    const atMs = Math.round(clock.ms());
    writing = writing.then(() => write(data, atMs));
    // A page in the background is seldom given its timers; parts come all the same.
    look();
  }

  function look(): void {
    if (state.step !== 'recording') return;
    const recordedMs = clock.ms();
    if (readCountdown(recordedMs, limitMs).over) {
      end('limit');
      return;
    }
    const stalled = performance.now() - lastPartAt > STALLED_MS;
    const second = Math.floor(recordedMs / 1000) !== Math.floor(state.recordedMs / 1000);
    if (second || stalled !== state.stalled) tell({ recordedMs, stalled });
  }

  /** The part that is being filled is written away: a page that stands still or is hidden may never come back. */
  function writeNow(): void {
    if (recorder.state !== 'inactive') recorder.requestData();
  }

  function hold(muted: boolean): void {
    if (state.step !== 'recording') {
      if (muted !== state.muted) tell({ muted });
      return;
    }
    recorder.pause();
    clock.hold();
    writeNow();
    tell({ step: 'paused', recordedMs: clock.ms(), muted });
  }

  function end(ending: Ending): void {
    if (state.step === 'ending' || state.step === 'ended') return;
    clock.hold();
    clearInterval(looking);
    tell({ step: 'ending', ending, recordedMs: clock.ms() });
    if (!started || stopped) return void finish();
    // The last part follows, and `stop` after it.
    if (recorder.state !== 'inactive') recorder.stop();
    setTimeout(() => void finish(), LAST_PART_WITHIN_MS);
  }

  async function finish(): Promise<void> {
    if (finished) return;
    finished = true;
    for (const track of tracks) {
      track.removeEventListener('ended', onUnplugged);
      track.removeEventListener('mute', onMute);
      track.removeEventListener('unmute', onUnmute);
    }
    document.removeEventListener('visibilitychange', onVisibility);
    await writing;
    const lengthMs = Math.round(clock.ms());
    const kept = !gone && bytes > 0 && lengthMs >= LEAST_KEPT_MS;
    if (takeId !== null) {
      // Where there is no room for even that, the index tells all that is needed when it is read.
      if (kept) await store.end(takeId, state.ending ?? 'stopped', lengthMs).catch(notGone);
      else await store.erase(takeId).catch(() => undefined);
    }
    tell({ step: 'ended', kept: kept && !gone });
  }

  const notGone = (error: unknown) => {
    gone ||= error instanceof RecordingGone;
  };
  const onUnplugged = () => end('unplugged');
  const onMute = () => hold(true);
  const onUnmute = () => {
    if (tracks.every(({ muted }) => !muted)) tell({ muted: false });
  };
  const onVisibility = () => {
    if (document.hidden && state.step === 'recording') {
      tell({ wasHidden: true });
      writeNow();
    }
    look();
  };

  async function start(): Promise<void> {
    try {
      takeId = (await store.begin({ statementId, mode, mimeType })).id;
    } catch (error) {
      return end(isFull(error) ? 'full' : 'failed');
    }
    if (state.step !== 'starting') return void (await store.erase(takeId));
    recorder.addEventListener('dataavailable', onPart);
    recorder.addEventListener('error', () => end('failed'));
    recorder.addEventListener('stop', () => {
      stopped = true;
      if (state.step === 'ending') void finish();
      // By itself only when its tracks are gone.
      else end('unplugged');
    });
    for (const track of tracks) {
      track.addEventListener('ended', onUnplugged);
      track.addEventListener('mute', onMute);
      track.addEventListener('unmute', onUnmute);
    }
    document.addEventListener('visibilitychange', onVisibility);
    try {
      recorder.start(PART_MS);
      started = true;
    } catch {
      return end('failed');
    }
    lastPartAt = performance.now();
    clock.run();
    looking = setInterval(look, LOOK_EVERY_MS);
    tell({ step: 'recording' });
    if (tracks.some(({ readyState }) => readyState === 'ended')) end('unplugged');
    else if (tracks.some(({ kind, muted }) => kind === 'audio' && muted)) hold(true);
  }

  void start();

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    pause: () => hold(state.muted),
    resume: () => {
      if (state.step !== 'paused') return;
      // What is spoken now would be lost.
      if (tracks.some(({ muted }) => muted)) return tell({ muted: true });
      recorder.resume();
      lastPartAt = performance.now();
      clock.run();
      tell({ step: 'recording', muted: false });
    },
    stop: () => end('stopped'),
  };
}
