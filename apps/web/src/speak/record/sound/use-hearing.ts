import { type RefObject, useEffect, useRef, useState } from 'react';
import { createHearing, type Heard, onMeter } from './hearing.ts';

const LOOK_EVERY_MS = 80;

/**
 * How loud the microphone is: in words, and on a bar whose width is set directly, twelve times a second. Null where
 * the browser cannot listen.
 */
export function useHearing(stream: MediaStream | null): {
  readonly heard: Heard | null;
  readonly bar: RefObject<HTMLDivElement | null>;
} {
  const [heard, setHeard] = useState<Heard | null>(null);
  const bar = useRef<HTMLDivElement | null>(null);
  useEffect(() => {
    if (stream === null || stream.getAudioTracks().length === 0 || typeof AudioContext === 'undefined')
      return;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 2048;
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const hear = createHearing();
    const timer = setInterval(() => {
      // A phone suspends it when a call comes in.
      if (context.state === 'suspended') void context.resume().catch(() => undefined);
      analyser.getFloatTimeDomainData(samples);
      let peak = 0;
      for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
      setHeard(hear(peak, performance.now()));
      if (bar.current) bar.current.style.inlineSize = `${Math.round(onMeter(peak) * 100)}%`;
    }, LOOK_EVERY_MS);
    return () => {
      clearInterval(timer);
      void context.close().catch(() => undefined);
      setHeard(null);
      if (bar.current) bar.current.style.inlineSize = '0';
    };
  }, [stream]);
  return { heard, bar };
}
