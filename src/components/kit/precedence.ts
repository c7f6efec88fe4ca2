/** Some work goes first; other work rests until none of it is under way. */
export class Precedence {
  #underWay = 0;
  #resting: (() => void)[] = [];

  /** Runs work that goes first. */
  async first<T>(work: () => Promise<T>): Promise<T> {
    this.#underWay++;
    try {
      return await work();
    } finally {
      this.#underWay--;
      if (this.#underWay === 0) for (const goOn of this.#resting.splice(0)) goOn();
    }
  }

  /** Resolves when nothing that goes first is under way. */
  async over(): Promise<void> {
    while (this.#underWay > 0) await new Promise<void>((goOn) => this.#resting.push(goOn));
  }
}
