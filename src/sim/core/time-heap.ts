/**
 * A binary heap of (time, number): the least time first, and of equal times the least number, so that ties go by sequence wherever the
 * numbers are handed out in sequence. Typed arrays throughout; it grows by doubling.
 */
export class TimeHeap {
  #times: Float64Array;
  #numbers: Int32Array;
  #size = 0;

  constructor(capacity = 64) {
    this.#times = new Float64Array(capacity);
    this.#numbers = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The least time; Infinity where the heap is empty. */
  get time(): number {
    return this.#size === 0 ? Infinity : (this.#times[0] ?? Infinity);
  }

  push(time: number, number: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const times = this.#times;
    const numbers = this.#numbers;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = times[parent] ?? 0;
      if (above < time || (above === time && (numbers[parent] ?? 0) < number)) break;
      times[hole] = above;
      numbers[hole] = numbers[parent] ?? 0;
      hole = parent;
    }
    times[hole] = time;
    numbers[hole] = number;
  }

  /** Takes the first away. @returns its number; −1 where the heap is empty */
  pop(): number {
    if (this.#size === 0) return -1;
    const times = this.#times;
    const numbers = this.#numbers;
    const first = numbers[0] ?? 0;
    const last = --this.#size;
    const time = times[last] ?? 0;
    const number = numbers[last] ?? 0;
    let hole = 0;
    for (let child = 1; child < last; child = 2 * hole + 1) {
      const right = child + 1;
      if (right < last && this.#before(right, child)) child = right;
      const below = times[child] ?? 0;
      if (time < below || (time === below && number < (numbers[child] ?? 0))) break;
      times[hole] = below;
      numbers[hole] = numbers[child] ?? 0;
      hole = child;
    }
    times[hole] = time;
    numbers[hole] = number;
    return first;
  }

  #before(a: number, b: number): boolean {
    const difference = (this.#times[a] ?? 0) - (this.#times[b] ?? 0);
    return difference < 0 || (difference === 0 && (this.#numbers[a] ?? 0) < (this.#numbers[b] ?? 0));
  }

  #grow(): void {
    const times = new Float64Array(2 * this.#times.length);
    const numbers = new Int32Array(times.length);
    times.set(this.#times);
    numbers.set(this.#numbers);
    this.#times = times;
    this.#numbers = numbers;
  }
}
