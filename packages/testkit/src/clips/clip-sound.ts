import type { ClipSpec, Sound } from './clip.ts';

const MARK_SOUND_S = 0.08;

/** True in each of these ranges. */
export function within(ranges: NonNullable<ClipSpec['hidden']>): string {
  return ['0', ...ranges.map(([from, to]) => `gte(t,${from})*lt(t,${to}-0.0001)`)].join('+');
}

/** True for so long from every event on. */
export function during(events: readonly number[] | undefined, seconds: string, early = '0'): string {
  if (events === undefined) return `lt(mod(t-(${early}),1),${seconds})`;
  return events.map((at) => `between(t-(${at})-(${early}),0,${seconds})`).join('+');
}

/** A voice's pitch with its overtones, in syllables and pauses. */
const VOICE =
  '0.25*(sin(2*PI*140*t)+0.6*sin(2*PI*280*t+sin(2*PI*3*t))+0.3*sin(2*PI*840*t)+0.2*random(0))' +
  '*pow(abs(sin(2*PI*1.9*t)),2)*(0.4+0.6*gt(mod(t,1.7),0.4))';

/** A source of sound for ffmpeg's graph. `marks`: when those of the picture are, in seconds. */
export function soundSource(sound: Sound, spec: ClipSpec, seconds: number, marks: readonly number[]): string {
  const rate = spec.sampleRate ?? 48_000;
  const sounding = (expression: string) => `aevalsrc='${expression}':s=${rate}:d=${seconds}`;
  switch (sound) {
    case 'silence':
      return `anullsrc=r=${rate}:cl=mono:d=${seconds}`;
    case 'steps':
      // Another pitch in every second, so that what is heard says when it was.
      return sounding('0.3*sin(2*PI*(400+300*floor(t))*t)');
    case 'beeps':
      return sounding(`0.5*sin(2*PI*1000*t)*(${during(spec.events, '0.08')})`);
    case 'marks':
      return sounding(`0.5*sin(2*PI*1000*t)*(${during(marks, String(MARK_SOUND_S))})`);
    case 'loud':
      return sounding('max(-1,min(1,3*sin(2*PI*180*t)*(0.2+0.8*lt(mod(t,1),0.4))))');
    case 'clipped':
      return sounding(`max(-1,min(1,6*${VOICE}))`);
    case 'pulses':
      // A hand on the table beside a quiet voice.
      return sounding(`0.15*${VOICE}+0.9*sin(2*PI*90*t)*lt(mod(t,1.3),0.011)`);
    case 'hum': {
      const hidden = within(spec.hidden ?? []);
      return sounding(`if(${hidden},0.15*sin(2*PI*3100*t),0.3*sin(2*PI*220*t))`);
    }
    case 'halves':
      return sounding(`(0.1+0.9*lt(t,${seconds / 2}))*${VOICE}`);
    default:
      // Over a quiet room.
      return sounding(`${VOICE}+0.002*random(1)`);
  }
}
