import type { Jobs } from "./jobs.ts";
import type { FleetSettings } from "./settings.ts";

/** The work clock ticks a hundred times a second, and slower in a migration: so a tax of whole percents stays in whole ticks. */
export const FULL_SPEED = 100;

/** What the work of jobs is reckoned from. */
export interface Reckoning {
  readonly jobs: Jobs;
  readonly settings: FleetSettings;
  readonly workClock: number;
}

/** Work that a running job has done by now (s of the whole job). */
export function doneBy({ jobs, workClock }: Reckoning, job: number): number {
  const worked = workClock - (jobs.begun[job] ?? 0) - (jobs.overhead[job] ?? 0);
  return Math.min(jobs.work.run[job] ?? 0, (jobs.kept[job] ?? 0) + Math.max(0, worked) / FULL_SPEED);
}

/** What of it would be kept if it were stopped now: what the last checkpoint holds. */
export function keptOf(reckoning: Reckoning, job: number): number {
  const { checkpoint } = reckoning.settings;
  return Math.max(reckoning.jobs.kept[job] ?? 0, Math.floor(doneBy(reckoning, job) / checkpoint) * checkpoint);
}

/** Work that stopping it now would lose (GPU-s). */
export const atRisk = (reckoning: Reckoning, job: number): number =>
  (doneBy(reckoning, job) - keptOf(reckoning, job)) * reckoning.jobs.sizeOf(job);

/** What was charged to a running job for starting again and is not spent yet (s). */
export const unspent = ({ jobs, workClock }: Reckoning, job: number): number =>
  Math.max(0, (jobs.overhead[job] ?? 0) - (workClock - (jobs.begun[job] ?? 0))) / FULL_SPEED;

/** What a job that was stopped spends on starting again (s). */
export const againOf = ({ jobs, settings }: Reckoning, job: number): number =>
  (jobs.stops[job] ?? 0) > 0 ? settings.restartTime : 0;

/** How long a waiting job would take by its estimate (s). */
export const needs = (reckoning: Reckoning, job: number): number =>
  againOf(reckoning, job) + (reckoning.jobs.work.estimate[job] ?? 0) - (reckoning.jobs.kept[job] ?? 0);
