import { type Params, sameParams } from "../../sim/core/params.ts";

/** Where the levers stand, and from which preset they came. */
export interface Stand {
  readonly preset: string;
  readonly params: Params;
}

/** The reader's own levers, and the way back: undo and redo move levers only. */
export class LeverState {
  #now: Stand;
  #settled: Stand;
  readonly #past: Stand[] = [];
  readonly #future: Stand[] = [];

  constructor(stand: Stand) {
    this.#now = stand;
    this.#settled = stand;
  }

  get now(): Stand {
    return this.#now;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** A step of a drag: it can not be undone by itself. */
  move(params: Params): void {
    this.#now = { ...this.#now, params };
  }

  /** Settles where the levers stand. @returns false where they stand as they did */
  settle(stand: Stand = this.#now): boolean {
    if (stand.preset === this.#settled.preset && sameParams(stand.params, this.#settled.params)) return false;
    this.#past.push(this.#settled);
    this.#future.length = 0;
    this.#now = stand;
    this.#settled = stand;
    return true;
  }

  undo(): boolean {
    return this.#go(this.#past, this.#future);
  }

  redo(): boolean {
    return this.#go(this.#future, this.#past);
  }

  #go(from: Stand[], to: Stand[]): boolean {
    const next = from.pop();
    if (!next) return false;
    to.push(this.#settled);
    this.#now = next;
    this.#settled = next;
    return true;
  }
}
