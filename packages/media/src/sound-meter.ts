import { AUDIO_PROFILE, AUDIO_RATE } from '@rostrum/domain';
import { LIMITER_ATTACK_MS as ATTACK_MS, LIMITER_RELEASE_MS as RELEASE_MS } from './audio-run.ts';
import type { Levelling } from './loudness.ts';

/** Samples of a slot: a millisecond. A limiter's gain hardly changes within one. */
const SLOT = AUDIO_RATE / 1000;
/** ITU-R BS.1770-4: blocks of 400 ms, every 100 ms. */
const STEP_SLOTS = 100;
const BLOCK_STEPS = 4;
const ABSOLUTE_GATE_LUFS = -70;
const RELATIVE_GATE_LU = -10;
const OFFSET_LUFS = -0.691;
/** A tenth of a decibel. */
const NEARLY = 10 ** (-0.1 / 20);
/** Thirty decibels between the channels: less may be a microphone at one end of a table. */
const ONE_SIDED = 1000;
const FLOAT_BYTES = 4;
const FRAME_BYTES = FLOAT_BYTES * AUDIO_PROFILE.channels;

/**
 * Listens to stereo sound as it passes, and keeps of every millisecond its peak and its loudness (BS.1770's
 * filters at 48 kHz). From these follows what any gain and limiter would make of it, without another pass.
 */
export class SoundMeter {
  #peaks = new Float32Array(1 << 16);
  #energies = new Float64Array(1 << 16);
  #slots = 0;
  #inSlot = 0;
  #peak = 0;
  #energy = 0;
  #rest: Buffer = Buffer.alloc(0);
  /** Of either channel, all of it. */
  readonly #sides = new Float64Array(2);
  /** Of both channels: the two filters' last two values each. */
  readonly #left = new Float64Array(4);
  readonly #right = new Float64Array(4);

  /** @param pcm 32 bit floats in this machine's order, two channels in turn; may end within one */
  push(pcm: Buffer): void {
    const data = this.#rest.length === 0 ? pcm : Buffer.concat([this.#rest, pcm]);
    const bytes = data.length - (data.length % FRAME_BYTES);
    this.#rest = Buffer.from(data.subarray(bytes));
    // Where floats may not begin, a copy of its own does.
    const whole =
      data.byteOffset % FLOAT_BYTES === 0 ? data.subarray(0, bytes) : new Uint8Array(data.subarray(0, bytes));
    this.#hear(new Float32Array(whole.buffer, whole.byteOffset, bytes / FLOAT_BYTES));
  }

  /** Measured at the samples: between them it may be higher. */
  get samplePeakDbfs(): number {
    let most = this.#peak;
    for (let slot = 0; slot < this.#slots; slot += 1) most = Math.max(most, this.#peaks[slot] ?? 0);
    return most === 0 ? -120 : Math.max(-120, 20 * Math.log10(most));
  }

  /** The millisecond that is as loud as any, and the first of those. */
  get loudestMs(): number {
    let most = 0;
    for (let slot = 0; slot < this.#slots; slot += 1) most = Math.max(most, this.#peaks[slot] ?? 0);
    return Math.max(
      0,
      this.#peaks.findIndex((peak) => peak >= most * NEARLY),
    );
  }

  /** One channel holds the sound, and the other nothing to speak of. */
  get oneSided(): boolean {
    const [left = 0, right = 0] = this.#sides;
    return Math.min(left, right) * ONE_SIDED < Math.max(left, right);
  }

  /** Integrated loudness as it came, or behind a gain and a limiter. Below the scale's floor: −70. */
  integratedLufs(levelling: Levelling = { gainDb: 0, limitDbtp: null }): number {
    const slots = this.#slots;
    const gain = 10 ** (levelling.gainDb / 20);
    const limit = levelling.limitDbtp === null ? Number.POSITIVE_INFINITY : 10 ** (levelling.limitDbtp / 20);
    const steps = new Float64Array(Math.floor(slots / STEP_SLOTS));
    const allowed = (slot: number) => {
      const peak = (this.#peaks[slot] ?? 0) * gain;
      return peak > limit ? limit / peak : 1;
    };
    let now = 1;
    let rise = 0;
    for (let slot = 0; slot < steps.length * STEP_SLOTS; slot += 1) {
      let next = Math.min(1, now + rise);
      for (let ahead = 0; ahead <= ATTACK_MS; ahead += 1) {
        const peakGain = allowed(slot + ahead);
        const most = peakGain + ((1 - peakGain) * ahead) / (ATTACK_MS + 1);
        if (most < next) {
          next = most;
          rise = (1 - peakGain) / RELEASE_MS;
        }
      }
      const middle = ((now + next) / 2) * gain;
      now = next;
      const at = Math.floor(slot / STEP_SLOTS);
      steps[at] = (steps[at] ?? 0) + (this.#energies[slot] ?? 0) * middle * middle;
    }
    return gated(steps);
  }

  #hear(floats: Float32Array): void {
    const [left, right] = [this.#left, this.#right];
    let [a0, a1, a2, a3] = [left[0] ?? 0, left[1] ?? 0, left[2] ?? 0, left[3] ?? 0];
    let [b0, b1, b2, b3] = [right[0] ?? 0, right[1] ?? 0, right[2] ?? 0, right[3] ?? 0];
    let [inSlot, peak, energy] = [this.#inSlot, this.#peak, this.#energy];
    let [ofLeft, ofRight] = [0, 0];
    for (let i = 0; i < floats.length; i += 2) {
      const l = floats[i] ?? 0;
      const r = floats[i + 1] ?? 0;
      const most = Math.max(Math.abs(l), Math.abs(r));
      if (most > peak) peak = most;
      // BS.1770's two filters, one after the other, for either channel (direct form 2, transposed).
      const l1 = 1.53512485958697 * l + a0;
      a0 = -2.69169618940638 * l + 1.69065929318241 * l1 + a1;
      a1 = 1.19839281085285 * l - 0.73248077421585 * l1;
      const l2 = l1 + a2;
      a2 = -2 * l1 + 1.99004745483398 * l2 + a3;
      a3 = l1 - 0.99007225036621 * l2;
      const r1 = 1.53512485958697 * r + b0;
      b0 = -2.69169618940638 * r + 1.69065929318241 * r1 + b1;
      b1 = 1.19839281085285 * r - 0.73248077421585 * r1;
      const r2 = r1 + b2;
      b2 = -2 * r1 + 1.99004745483398 * r2 + b3;
      b3 = r1 - 0.99007225036621 * r2;
      const power = l2 * l2;
      const other = r2 * r2;
      ofLeft += power;
      ofRight += other;
      energy += power + other;
      inSlot += 1;
      if (inSlot === SLOT) {
        if (energy < Number.POSITIVE_INFINITY) this.#keep(peak, energy);
        else {
          // No sound is not a number, but a damaged file's floats may be none.
          this.#keep(0, 0);
          [a0, a1, a2, a3, b0, b1, b2, b3] = [0, 0, 0, 0, 0, 0, 0, 0];
        }
        inSlot = 0;
        peak = 0;
        energy = 0;
      }
    }
    // What is no number says nothing of either side.
    if (ofLeft + ofRight < Number.POSITIVE_INFINITY) {
      this.#sides[0] = (this.#sides[0] ?? 0) + ofLeft;
      this.#sides[1] = (this.#sides[1] ?? 0) + ofRight;
    }
    left.set([a0, a1, a2, a3]);
    right.set([b0, b1, b2, b3]);
    [this.#inSlot, this.#peak, this.#energy] = [inSlot, peak, energy];
  }

  #keep(peak: number, energy: number): void {
    if (this.#slots === this.#peaks.length) {
      this.#peaks = grown(this.#peaks, new Float32Array(this.#slots * 2));
      this.#energies = grown(this.#energies, new Float64Array(this.#slots * 2));
    }
    this.#peaks[this.#slots] = peak;
    this.#energies[this.#slots] = energy;
    this.#slots += 1;
  }
}

function grown<T extends Float32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Blocks below −70 LUFS do not count, nor do those 10 LU below what the others are together. */
function gated(steps: Float64Array): number {
  const blocks: number[] = [];
  const perBlock = BLOCK_STEPS * STEP_SLOTS * SLOT;
  for (let at = BLOCK_STEPS; at <= steps.length; at += 1) {
    let sum = 0;
    for (let step = at - BLOCK_STEPS; step < at; step += 1) sum += steps[step] ?? 0;
    blocks.push(sum / perBlock);
  }
  const heard = blocks.filter((power) => lufs(power) > ABSOLUTE_GATE_LUFS);
  const gate = lufs(mean(heard)) + RELATIVE_GATE_LU;
  return Math.max(ABSOLUTE_GATE_LUFS, lufs(mean(heard.filter((power) => lufs(power) > gate))));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lufs(power: number): number {
  return power <= 0 ? Number.NEGATIVE_INFINITY : OFFSET_LUFS + 10 * Math.log10(power);
}
