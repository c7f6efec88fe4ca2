import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { easyStarts } from "../sim/core/easy.ts";
import { fcfsStarts } from "../sim/core/fcfs.ts";
import { duration, fixed } from "../sim/core/quantity.ts";
import { readSwf } from "../sim/core/swf.ts";
import { selectJobs, type Waits, waitsOf } from "../sim/core/trace.ts";
import { BadArgument } from "./bad-argument.ts";

const POLICIES = { fcfs: fcfsStarts, easy: easyStarts } as const;

/** The pool where neither the caller nor the trace's header names one: the cluster of Lab 08. */
const GPUS = 10_000;

/** Beyond so many, bad lines are counted and no longer told one by one. */
const TOLD = 20;

interface Streams {
  out(text: string): void;
  err(text: string): void;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { gpus: { type: "string" }, policy: { type: "string" }, json: { type: "boolean" } },
    });
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/[.\n]/);
    throw new BadArgument(`${sentence}; --help tells what there is.`);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new BadArgument(`“${file}” cannot be read (${why}).`);
  }
}

function policyOf(name: string): keyof typeof POLICIES {
  if (name === "fcfs" || name === "easy") return name;
  throw new BadArgument(`There is no policy “${name}” on one pool; there is ${Object.keys(POLICIES).join(", ")}.`);
}

function gpusOf(text: string | undefined, header: number | undefined): number {
  if (text === undefined) return header ?? GPUS;
  const gpus = Number(text);
  if (!Number.isInteger(gpus) || gpus < 1 || gpus >= 2 ** 31)
    throw new BadArgument(`--gpus takes a whole number from 1, but got “${text}”.`);
  return gpus;
}

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

const report = (file: string, policy: string, gpus: number, waits: Waits): string =>
  plain(`${file}, ${policy} on ${fixed(gpus, 0)} GPUs

  Jobs         ${fixed(waits.jobs, 0)}
  Mean wait    ${duration(waits.meanWait)}
  Makespan     ${duration(waits.makespan)}
  Utilization  ${fixed(100 * waits.utilization, 1)} %
`);

/**
 * `queue FILE [--gpus N] [--policy fcfs|easy] [--json]`: replays a trace on one pool of GPUs by count. What was wrong with the file goes to
 * the error stream. A job that is larger than the pool is told and has no start.
 */
export function queue(args: readonly string[], { out, err }: Streams): void {
  const { values, positionals } = parsed(args);
  const [file, ...more] = positionals;
  if (file === undefined) throw new BadArgument("Name the trace: queue FILE.");
  if (more.length > 0) throw new BadArgument(`One trace at a time: “${more.join(" ")}” is one word too many.`);
  const policy = policyOf(values.policy ?? "fcfs");
  const swf = readSwf(textOf(file));
  const gpus = gpusOf(values.gpus, swf.processors);
  for (const { why } of swf.bad.slice(0, TOLD)) err(`${why}\n`);
  if (swf.unread > TOLD) err(`${fixed(swf.unread - TOLD, 0)} more lines could not be read.\n`);
  for (const notice of swf.notices) err(`${notice}\n`);
  const count = swf.trace.submit.length;
  const { trace, jobs } = selectJobs(swf.trace, (job) => (swf.trace.size[job] ?? 0) <= gpus);
  const larger = count - jobs.length;
  if (larger > 0)
    err(`${fixed(larger, 0)} ${larger === 1 ? "job is" : "jobs are"} larger than ${gpus} GPUs and cannot start.\n`);
  if (jobs.length === 0) throw new BadArgument(`“${file}” holds no job that could be run.`);
  const starts = POLICIES[policy](trace, gpus);
  const waits = waitsOf(trace, starts, gpus);
  if (!values.json) {
    out(report(file, policy, gpus, waits));
    return;
  }
  const inOrder: (number | null)[] = Array.from({ length: count }, () => null);
  for (const [i, job] of jobs.entries()) inOrder[job] = starts[i] ?? null;
  out(`${JSON.stringify({ ...waits, starts: inOrder })}\n`);
}
