/**
 * Rigid jobs, by column, in the order of their submission; of equal submissions, in that of the file. Times are whole ticks (a second,
 * in a trace of the Standard Workload Format).
 */
export interface Trace {
  readonly submit: Float64Array;
  /** GPUs, or processors: at least 1. */
  readonly size: Int32Array;
  readonly run: Float64Array;
  /** What the user said; at least the run time. */
  readonly estimate: Float64Array;
}

/** How jobs waited on one pool. */
export interface Waits {
  readonly jobs: number;
  readonly meanWait: number;
  /** From the first submission to the last end. */
  readonly makespan: number;
  /** Work over the pool's room in that time. */
  readonly utilization: number;
}

/** A job that no pool of that many GPUs can hold would stop the line for ever. */
export function requireRoom({ size }: Trace, gpus: number): void {
  const job = size.findIndex((one) => one > gpus);
  if (job >= 0) throw new RangeError(`Job ${job} needs ${size[job]} GPUs, but the pool has ${gpus}.`);
}

/** The jobs of a trace that a condition holds for, still in order. */
export function selectJobs(trace: Trace, holds: (job: number) => boolean): { trace: Trace; jobs: Int32Array } {
  const jobs = Int32Array.from(trace.submit.keys()).filter(holds);
  const take = (column: Float64Array) => Float64Array.from(jobs, (job) => column[job] ?? Number.NaN);
  const size = Int32Array.from(jobs, (job) => trace.size[job] ?? 0);
  return {
    trace: { submit: take(trace.submit), size, run: take(trace.run), estimate: take(trace.estimate) },
    jobs,
  };
}

/** Mean wait, makespan and utilization of a schedule. */
export function waitsOf({ submit, size, run }: Trace, starts: Float64Array, gpus: number): Waits {
  let waited = 0;
  let work = 0;
  let end = -Infinity;
  for (let job = 0; job < starts.length; job++) {
    const start = starts[job] ?? Number.NaN;
    const runs = run[job] ?? Number.NaN;
    waited += start - (submit[job] ?? Number.NaN);
    work += runs * (size[job] ?? Number.NaN);
    if (start + runs > end) end = start + runs;
  }
  const jobs = starts.length;
  const makespan = jobs === 0 ? 0 : end - (submit[0] ?? 0);
  return {
    jobs,
    meanWait: jobs === 0 ? 0 : waited / jobs,
    makespan,
    utilization: makespan > 0 ? work / (gpus * makespan) : 0,
  };
}
