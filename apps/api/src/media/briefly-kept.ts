/**
 * Answers kept for a moment, asked for once however many want them at the same time.
 * A failure is not kept.
 */
export class BrieflyKept<T> {
  readonly #kept = new Map<string, { answer: Promise<T>; askedAt: number }>();
  readonly #keepMs: number;
  readonly #most: number;

  constructor(options: { keepMs: number; most: number }) {
    this.#keepMs = options.keepMs;
    this.#most = options.most;
  }

  get(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key);
    if (known !== undefined && performance.now() - known.askedAt < this.#keepMs) return known.answer;
    const entry = { answer: ask(), askedAt: performance.now() };
    this.#kept.delete(key);
    this.#kept.set(key, entry);
    entry.answer.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return entry.answer;
  }

  forget(): void {
    this.#kept.clear();
  }
}
