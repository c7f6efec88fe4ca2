/**
 * Runs something once nothing has stirred for a while. Its one timer looks again where something did: a new timer at each
 * step of a drag takes a slow phone half a millisecond.
 */
export class Lull {
  readonly #length: number;
  readonly #then: () => void;
  #stirred = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param length how long nothing must have stirred (ms) */
  constructor(length: number, then: () => void) {
    this.#length = length;
    this.#then = then;
  }

  stir(): void {
    this.#stirred = performance.now();
    this.#timer ??= this.#wait(this.#length);
  }

  /** What stirred does not count any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #wait(time: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      const left = this.#stirred + this.#length - performance.now();
      this.#timer = left > 0 ? this.#wait(left) : undefined;
      if (left <= 0) this.#then();
    }, time);
  }
}
