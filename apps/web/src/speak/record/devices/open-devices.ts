import type { Mode } from '../choose-format.ts';
import type { Rate } from '../quality.ts';
import { judgeTrouble, type Trouble } from './device-trouble.ts';

export interface Wish {
  readonly mode: Mode;
  readonly rate: Rate;
  readonly facing: 'user' | 'environment';
  /** As the browser names them for this visit; not kept. */
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
}

export interface Device {
  readonly id: string;
  readonly label: string;
}

export interface Devices {
  readonly cameras: readonly Device[];
  readonly microphones: readonly Device[];
}

/** What was opened last. */
export interface InUse {
  readonly cameraId: string | null;
  readonly microphoneId: string | null;
  /** The camera looks one way, and there is one that looks the other: a phone's. */
  readonly turns: boolean;
}

/** Of a stream that runs: one that has ended may not tell. Sound alone changes nothing of the camera. */
export function inUseOf(stream: MediaStream, before: InUse | null): InUse {
  const camera = stream.getVideoTracks()[0]?.getSettings();
  const microphone = stream.getAudioTracks()[0]?.getSettings();
  return {
    cameraId: camera ? (camera.deviceId ?? null) : (before?.cameraId ?? null),
    microphoneId: microphone?.deviceId ?? null,
    turns: camera ? camera.facingMode !== undefined : (before?.turns ?? false),
  };
}

export type Opened =
  | { readonly stream: MediaStream; readonly trouble: null }
  | { readonly stream: null; readonly trouble: Trouble };

const canAsk = () => typeof navigator.mediaDevices?.getUserMedia === 'function';

export async function listDevices(): Promise<Devices> {
  if (!canAsk()) return { cameras: [], microphones: [] };
  const all = await navigator.mediaDevices.enumerateDevices().catch((): MediaDeviceInfo[] => []);
  const of = (kind: MediaDeviceKind) =>
    all.filter((device) => device.kind === kind).map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { cameras: of('videoinput'), microphones: of('audioinput') };
}

/** Asks for camera and microphone, or the microphone alone. A device that is gone is replaced by another. */
export async function openDevices(wish: Wish): Promise<Opened> {
  if (!canAsk() || typeof MediaRecorder === 'undefined') return { stream: null, trouble: 'unsupported' };
  try {
    return { stream: await ask(wish), trouble: null };
  } catch (error) {
    const { cameras } = await listDevices();
    return { stream: null, trouble: judgeTrouble(error, cameras.length) };
  }
}

async function ask(wish: Wish): Promise<MediaStream> {
  const { mediaDevices } = navigator;
  try {
    return await mediaDevices.getUserMedia(constraintsOf(wish));
  } catch (error) {
    const chosen = wish.cameraId !== null || wish.microphoneId !== null;
    if (!chosen || !(error instanceof Error) || error.name !== 'OverconstrainedError') throw error;
    return await mediaDevices.getUserMedia(constraintsOf({ ...wish, cameraId: null, microphoneId: null }));
  }
}

function constraintsOf({ mode, rate, facing, cameraId, microphoneId }: Wish): MediaStreamConstraints {
  const voice = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return {
    audio: { ...voice, ...(microphoneId === null ? {} : { deviceId: { exact: microphoneId } }) },
    video: mode === 'video' && {
      width: { ideal: rate.width },
      height: { ideal: rate.height },
      frameRate: { ideal: 30, max: 30 },
      ...(cameraId === null ? { facingMode: { ideal: facing } } : { deviceId: { exact: cameraId } }),
    },
  };
}

export function closeStream(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
