/** When running jobs will let go of how much, by the estimates: sorted by time, kept sorted as jobs come and go. */
export class Releases {
  #times = new Float64Array(256);
  #sizes = new Int32Array(256);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  timeAt(i: number): number {
    return this.#times[i] ?? 0;
  }

  sizeAt(i: number): number {
    return this.#sizes[i] ?? 0;
  }

  add(time: number, size: number): void {
    if (this.#count === this.#times.length) this.#grow();
    const at = this.#from(time);
    this.#times.copyWithin(at + 1, at, this.#count);
    this.#sizes.copyWithin(at + 1, at, this.#count);
    this.#times[at] = time;
    this.#sizes[at] = size;
    this.#count++;
  }

  /** Takes away one that was added with this time and size. */
  remove(time: number, size: number): void {
    let at = this.#from(time);
    while (this.#sizes[at] !== size) at++;
    this.#times.copyWithin(at, at + 1, this.#count);
    this.#sizes.copyWithin(at, at + 1, this.#count);
    this.#count--;
  }

  /** The first place that is not before a time. */
  #from(time: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #grow(): void {
    const times = new Float64Array(2 * this.#times.length);
    const sizes = new Int32Array(times.length);
    times.set(this.#times);
    sizes.set(this.#sizes);
    this.#times = times;
    this.#sizes = sizes;
  }
}
