/** Bits of a buffer, most significant first, with the codes of H.264 (ITU-T H.264, 9.1). */
export class Bits {
  readonly #data: Buffer;
  at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  get left(): number {
    return this.#data.length * 8 - this.at;
  }

  bit(): number {
    const byte = this.#data[this.at >> 3];
    if (byte === undefined) throw new RangeError('the bits end');
    const bit = (byte >> (7 - (this.at & 7))) & 1;
    this.at += 1;
    return bit;
  }

  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) value = value * 2 + this.bit();
    return value;
  }

  unsigned(): number {
    let zeros = 0;
    while (this.bit() === 0) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  signed(): number {
    const code = this.unsigned();
    return code % 2 === 0 ? -code / 2 : (code + 1) / 2;
  }

  /** Nothing but the stop bit and zeros up to the end (rbsp_trailing_bits). */
  endsHere(): boolean {
    if (this.left < 1 || this.left > 8 || this.bit() !== 1) return false;
    while (this.left > 0) if (this.bit() !== 0) return false;
    return true;
  }
}
