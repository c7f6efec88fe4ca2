/**
 * A job that stands outside the queue: when one of its nodes breaks it keeps the others, and asks the queue for one more. What it does with
 * its time is its own affair; the fleet asks it at every moment.
 */
export interface Tenant {
  /** When it next does something of its own (s). */
  readonly next: number;
  /** Its work is done, and the run ends with it. */
  readonly over: boolean;
  /** Whether a job of the workload is a part of it. */
  holds(job: number): boolean;
  /** A node that it holds breaks now. @returns work lost (GPU-s) */
  lose(job: number, node: number): number;
  /** Does what is due, after what could start has started. */
  act(): void;
}
