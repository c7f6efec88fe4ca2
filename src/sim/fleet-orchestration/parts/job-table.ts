import type { Fleet } from "./fleet.ts";
import { DONE, GANG, NEVER, RUNNING, type Workload } from "./jobs.ts";

/** What became of each job, by column; a moment that never came is −1e15. Numbers of jobs are those in the cells. */
export class JobTable {
  readonly work: Workload;
  readonly firstStart: Float64Array;
  readonly lastStart: Float64Array;
  readonly end: Float64Array;
  readonly state: Uint8Array;
  readonly stops: Uint16Array;
  /** Work lost (s of the whole job). */
  readonly lost: Float64Array;

  constructor({ jobs }: Fleet) {
    this.work = jobs.work;
    this.firstStart = jobs.firstStart;
    this.lastStart = jobs.lastStart;
    this.end = jobs.end;
    this.state = jobs.state;
    this.stops = jobs.stops;
    this.lost = jobs.lost;
  }

  /** On the command line the columns would be megabytes. */
  toJSON(): object {
    return { jobs: this.state.length };
  }
}

export interface JobRow {
  readonly job: number;
  readonly isGang: boolean;
  readonly size: number;
  readonly submit: number;
  readonly run: number;
  /** Undefined where it has not started, or not ended. */
  readonly start: number | undefined;
  readonly end: number | undefined;
  readonly state: "waiting" | "running" | "done";
  readonly stops: number;
  readonly lost: number;
}

const moment = (value: number | undefined): number | undefined =>
  value === undefined || value === NEVER ? undefined : value;

/** One job in words for a cell's tip or a table's row; a table that came from a worker serves as well. */
export function jobRow(table: Omit<JobTable, "toJSON">, job: number): JobRow {
  const { work, state } = table;
  return {
    job,
    isGang: work.kind[job] === GANG,
    size: work.size[job] ?? 0,
    submit: work.submit[job] ?? 0,
    run: work.run[job] ?? 0,
    start: moment(table.firstStart[job]),
    end: moment(table.end[job]),
    state: state[job] === DONE ? "done" : state[job] === RUNNING ? "running" : "waiting",
    stops: table.stops[job] ?? 0,
    lost: table.lost[job] ?? 0,
  };
}

/** Waits of the jobs that came after one, sorted (s). Who has not started has waited until the end of the run. */
export function waitsAfter({ jobs, settings }: Fleet, gang: number): Float64Array {
  const waits = new Float64Array(jobs.count - gang - 1);
  for (let i = 0; i < waits.length; i++) {
    const job = gang + 1 + i;
    waits[i] = (moment(jobs.firstStart[job]) ?? settings.until) - (jobs.work.submit[job] ?? 0);
  }
  return waits.sort();
}
