import { GANG } from "./jobs.ts";
import { GPUS_PER_NODE } from "./shape.ts";

/** What a cell holds where no job does. */
export const IDLE = -1;
export const BROKEN = -2;
export const HELD = -3;

/** States of a cell as they are painted. */
export const CELL = { idle: 0, working: 1, failed: 2, held: 3, gang: 4 } as const;

/**
 * Every change of every cell in a run, in order of time, and the whole map each so many changes: the map at any moment is the keyframe
 * before it with at most that many changes laid over. Plain columns, so that it passes from a worker to its page.
 */
export interface Cells {
  readonly gpus: number;
  readonly times: Float64Array;
  readonly nodes: Uint16Array;
  readonly masks: Uint8Array;
  readonly values: Int32Array;
  readonly keyframes: readonly Int32Array[];
  readonly kinds: Uint8Array;
}

/** On the command line the columns would be megabytes: as JSON they are only counted. From a worker they come as plain columns. */
class CellColumns implements Cells {
  readonly gpus: number;
  readonly times: Float64Array;
  readonly nodes: Uint16Array;
  readonly masks: Uint8Array;
  readonly values: Int32Array;
  readonly keyframes: readonly Int32Array[];
  readonly kinds: Uint8Array;

  constructor(columns: Cells) {
    this.gpus = columns.gpus;
    this.times = columns.times;
    this.nodes = columns.nodes;
    this.masks = columns.masks;
    this.values = columns.values;
    this.keyframes = columns.keyframes;
    this.kinds = columns.kinds;
  }

  toJSON(): object {
    return { gpus: this.gpus, changes: this.times.length, keyframes: this.keyframes.length };
  }
}

/** Changes from one keyframe to the next: 2,048 take some 20 µs to lay over, and a keyframe 40 kB. */
export const KEY_EVERY = 2048;

const lay = (cells: Int32Array, node: number, mask: number, value: number): void => {
  const base = node * GPUS_PER_NODE;
  for (let slot = 0; slot < GPUS_PER_NODE; slot++) if ((mask >> slot) & 1) cells[base + slot] = value;
};

const grown = <T extends Float64Array | Uint16Array | Uint8Array | Int32Array>(column: T, into: T): T => {
  into.set(column);
  return into;
};

/** Takes down what is painted while a run goes on. */
export class CellRecorder {
  readonly #live: Int32Array;
  readonly #keyframes: Int32Array[] = [];
  #times = new Float64Array(4096);
  #nodes = new Uint16Array(4096);
  #masks = new Uint8Array(4096);
  #values = new Int32Array(4096);
  #count = 0;
  #begun = false;

  constructor(gpus: number) {
    this.#live = new Int32Array(gpus).fill(IDLE);
  }

  /** What is painted until then is how the run begins. */
  begin(): void {
    this.#begun = true;
    this.#keyframes.push(this.#live.slice());
  }

  paint(time: number, node: number, mask: number, value: number): void {
    lay(this.#live, node, mask, value);
    if (!this.#begun) return;
    if (this.#count === this.#times.length) this.#grow();
    const at = this.#count++;
    this.#times[at] = time;
    this.#nodes[at] = node;
    this.#masks[at] = mask;
    this.#values[at] = value;
    if (this.#count % KEY_EVERY === 0) this.#keyframes.push(this.#live.slice());
  }

  /** @param kinds kind of each job */
  record(kinds: Uint8Array): Cells {
    const count = this.#count;
    return new CellColumns({
      gpus: this.#live.length,
      times: this.#times.slice(0, count),
      nodes: this.#nodes.slice(0, count),
      masks: this.#masks.slice(0, count),
      values: this.#values.slice(0, count),
      keyframes: this.#keyframes,
      kinds,
    });
  }

  #grow(): void {
    const size = 2 * this.#times.length;
    this.#times = grown(this.#times, new Float64Array(size));
    this.#nodes = grown(this.#nodes, new Uint16Array(size));
    this.#masks = grown(this.#masks, new Uint8Array(size));
    this.#values = grown(this.#values, new Int32Array(size));
  }
}

/** How many changes came up to a moment, it included. */
function changesUntil({ times }: Cells, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The job on every GPU at a moment of the run, or IDLE, BROKEN, HELD.
 *
 * @param time of the run (s)
 * @param into a map to write to; a new one unless given
 */
export function jobsAt(cells: Cells, time: number, into = new Int32Array(cells.gpus)): Int32Array {
  const changes = changesUntil(cells, time);
  const key = Math.floor(changes / KEY_EVERY);
  const frame = cells.keyframes[key];
  if (frame) into.set(frame);
  for (let at = key * KEY_EVERY; at < changes; at++)
    lay(into, cells.nodes[at] ?? 0, cells.masks[at] ?? 0, cells.values[at] ?? IDLE);
  return into;
}

const stateOf = ({ kinds }: Cells, value: number): number => {
  if (value >= 0) return kinds[value] === GANG ? CELL.gang : CELL.working;
  return value === BROKEN ? CELL.failed : value === HELD ? CELL.held : CELL.idle;
};

/** The state of every GPU at a moment of the run: one of CELL. */
export function stateAt(cells: Cells, time: number, jobs = new Int32Array(cells.gpus)): Uint8Array {
  jobsAt(cells, time, jobs);
  const states = new Uint8Array(cells.gpus);
  for (let gpu = 0; gpu < states.length; gpu++) states[gpu] = stateOf(cells, jobs[gpu] ?? IDLE);
  return states;
}

/** How many cells are in each state: the map in words. */
export function countCells(states: Uint8Array): Readonly<Record<keyof typeof CELL, number>> {
  const counts = new Uint32Array(Object.keys(CELL).length);
  for (const state of states) counts[state] = (counts[state] ?? 0) + 1;
  const of = (state: keyof typeof CELL) => counts[CELL[state]] ?? 0;
  return { idle: of("idle"), working: of("working"), failed: of("failed"), held: of("held"), gang: of("gang") };
}

/** GPUs that a job holds at a moment: the footprint. Node = ⌊GPU / 8⌋. */
export function footprintAt(cells: Cells, job: number, time: number): number[] {
  const gpus: number[] = [];
  for (const [gpu, value] of jobsAt(cells, time).entries()) if (value === job) gpus.push(gpu);
  return gpus;
}
