/**
 * The age of the newest finished snapshot over time: now less the instant that it holds. It rises second by second and falls when
 * a snapshot is finished, to the time that its copy took. Counted from the first finished one on.
 */
export class SnapshotAges {
  private count = 0;
  private instant = 0;
  private first = 0;
  private last = 0;
  /** ∫ age dt (s²). */
  private area = 0;
  private worst = 0;
  private longestCopy = 0;

  /** A snapshot that holds an instant (s) was finished at a time (s), not before the one before it. */
  finish(instant: number, time: number): void {
    if (this.count === 0) this.first = time;
    else this.age(time);
    this.count++;
    this.instant = instant;
    this.last = time;
    this.worst = Math.max(this.worst, time - instant);
    this.longestCopy = Math.max(this.longestCopy, time - instant);
  }

  /** Lets time go on with the snapshot as it is. */
  private age(time: number): void {
    const from = this.last - this.instant;
    const to = time - this.instant;
    this.area += (to * to - from * from) / 2;
    this.worst = Math.max(this.worst, to);
  }

  /** The ages until the end of the run (s); "never" where no snapshot was finished. */
  until(end: number): {
    readonly mean: number;
    readonly worst: number;
    readonly longestCopy: number;
    readonly count: number;
  } {
    const { count } = this;
    if (count === 0) return { mean: Infinity, worst: Infinity, longestCopy: Infinity, count };
    if (end > this.last) this.age(end);
    this.last = Math.max(end, this.last);
    const span = this.last - this.first;
    return { mean: span > 0 ? this.area / span : this.worst, worst: this.worst, longestCopy: this.longestCopy, count };
  }
}
