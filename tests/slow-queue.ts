import type { Trace } from "../src/sim/core/trace.ts";

// Second implementations for the tests, as plain as can be: at each tick at which anything happens everything is counted anew.

const column = (trace: Trace, name: keyof Trace, job: number): number => trace[name][job] ?? Number.NaN;

interface State {
  readonly now: number;
  readonly waiting: readonly number[];
  readonly running: readonly number[];
  readonly starts: number[];
}

/** Free GPUs at a moment if what runs at `now` ends by its estimate. */
function freeAt(trace: Trace, gpus: number, { running, starts }: State, moment: number): number {
  const held = running.filter((job) => (starts[job] ?? 0) + column(trace, "estimate", job) > moment);
  return gpus - held.reduce((sum, job) => sum + column(trace, "size", job), 0);
}

const held = (trace: Trace, jobs: readonly number[]): number =>
  jobs.reduce((sum, job) => sum + column(trace, "size", job), 0);

/** Plays a trace tick by tick; `choose` names the next job to start, or none. */
function play(trace: Trace, gpus: number, choose: (state: State) => number | undefined): number[] {
  const starts: number[] = [...trace.submit].map(() => Number.NaN);
  let waiting: number[] = [];
  let running: number[] = [];
  let arrived = 0;
  const ends = () => running.map((job) => (starts[job] ?? 0) + column(trace, "run", job));
  while (arrived < starts.length || waiting.length > 0) {
    const now = Math.min(...ends(), column(trace, "submit", arrived) || (arrived < starts.length ? 0 : Infinity));
    running = running.filter((job) => (starts[job] ?? 0) + column(trace, "run", job) > now);
    while (column(trace, "submit", arrived) === now) waiting = [...waiting, arrived++];
    for (;;) {
      const job = choose({ now, waiting, running, starts });
      if (job === undefined) break;
      if (held(trace, running) + column(trace, "size", job) > gpus) throw new Error("The pool is too small.");
      starts[job] = now;
      running = [...running, job];
      waiting = waiting.filter((one) => one !== job);
    }
  }
  return starts;
}

export const slowFcfs = (trace: Trace, gpus: number): number[] =>
  play(trace, gpus, ({ waiting: [head], running }) =>
    head !== undefined && held(trace, running) + column(trace, "size", head) <= gpus ? head : undefined,
  );

interface Reservation {
  readonly job: number;
  readonly shadow: number;
}

/** EASY by its definition; also every reservation that a head of the queue had. */
export function slowEasy(trace: Trace, gpus: number): { starts: number[]; reservations: Reservation[] } {
  const reservations: Reservation[] = [];
  const starts = play(trace, gpus, (state) => {
    const { now, waiting, running, starts: begun } = state;
    const [head, ...behind] = waiting;
    if (head === undefined) return undefined;
    const free = gpus - held(trace, running);
    const needs = column(trace, "size", head);
    if (needs <= free) return head;
    const moments = running.map((job) => (begun[job] ?? 0) + column(trace, "estimate", job)).sort((a, b) => a - b);
    const shadow = moments.find((moment) => freeAt(trace, gpus, state, moment) >= needs) ?? Infinity;
    reservations.push({ job: head, shadow });
    const spare = freeAt(trace, gpus, state, shadow) - needs;
    return behind.find((job) => {
      const size = column(trace, "size", job);
      return size <= free && (now + column(trace, "estimate", job) <= shadow || size <= spare);
    });
  });
  return { starts, reservations };
}
