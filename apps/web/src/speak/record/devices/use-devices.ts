import { useCallback, useEffect, useRef, useState } from 'react';
import type { Trouble } from './device-trouble.ts';
import {
  closeStream,
  type Devices,
  type InUse,
  inUseOf,
  listDevices,
  openDevices,
  type Wish,
} from './open-devices.ts';

export type DevicesState =
  | { readonly step: 'off' }
  /** `before`: what was seen and heard until now; it has ended, and keeps its place on the page. */
  | { readonly step: 'asking'; readonly before: MediaStream | null }
  | { readonly step: 'on'; readonly stream: MediaStream }
  | { readonly step: 'trouble'; readonly trouble: Trouble };

/** Camera and microphone while the page needs them; let go with it. */
export function useDevices() {
  const [state, setState] = useState<DevicesState>({ step: 'off' });
  const [devices, setDevices] = useState<Devices>({ cameras: [], microphones: [] });
  const [inUse, setInUse] = useState<InUse | null>(null);
  const stream = useRef<MediaStream | null>(null);
  const asked = useRef(0);

  const close = useCallback(() => {
    asked.current += 1;
    closeStream(stream.current);
    stream.current = null;
    setState({ step: 'off' });
  }, []);

  const open = useCallback(async (wish: Wish) => {
    asked.current += 1;
    const mine = asked.current;
    // A phone gives its camera to one at a time, and does not turn it while it is held.
    closeStream(stream.current);
    stream.current = null;
    setState((now) => ({ step: 'asking', before: streamIn(now) }));
    const opened = await openDevices(wish);
    if (mine !== asked.current) return closeStream(opened.stream);
    if (opened.stream === null) return setState({ step: 'trouble', trouble: opened.trouble });
    stream.current = opened.stream;
    setInUse((before) => inUseOf(opened.stream, before));
    setState({ step: 'on', stream: opened.stream });
    // Their names are told only once they are allowed.
    setDevices(await listDevices());
  }, []);

  const on = state.step === 'on' ? state.stream : null;
  useEffect(() => {
    if (on === null) return;
    const onChange = () => void listDevices().then(setDevices);
    const onEnded = () => {
      closeStream(on);
      stream.current = null;
      setState({ step: 'trouble', trouble: 'unplugged' });
      onChange();
    };
    navigator.mediaDevices.addEventListener?.('devicechange', onChange);
    for (const track of on.getTracks()) track.addEventListener('ended', onEnded);
    return () => {
      navigator.mediaDevices.removeEventListener?.('devicechange', onChange);
      for (const track of on.getTracks()) track.removeEventListener('ended', onEnded);
    };
  }, [on]);

  useEffect(() => close, [close]);

  return { state, devices, inUse, open, close };
}

function streamIn(state: DevicesState): MediaStream | null {
  if (state.step === 'on') return state.stream;
  return state.step === 'asking' ? state.before : null;
}
