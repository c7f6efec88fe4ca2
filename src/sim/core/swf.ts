import type { Steps } from "./model.ts";
import { finish } from "./run.ts";
import type { Trace } from "./trace.ts";

/** A line that could not be read, and why, in a sentence. */
export interface BadLine {
  /** Counted from 1. */
  readonly line: number;
  readonly why: string;
}

export interface SwfTrace {
  readonly trace: Trace;
  /** Job numbers of the file, in the order of the trace. */
  readonly ids: Float64Array;
  /** The first of the lines that could not be read, and how many there are. */
  readonly bad: readonly BadLine[];
  readonly unread: number;
  /** What was changed to make sense of the rest, in sentences. */
  readonly notices: readonly string[];
  /** Processors of the machine by the header: MaxProcs, else MaxNodes. */
  readonly processors: number | undefined;
}

/** The format's columns, and those that are read here, counted from 1: fields 1, 2, 4, 5, 8 and 9. */
const FIELDS = 18;
const NAMES: Readonly<Record<number, string>> = {
  1: "job number",
  2: "submit time",
  4: "run time",
  5: "allocated processors",
  8: "requested processors",
  9: "requested time",
};
const READ = [1, 2, 4, 5, 8, 9] as const;
const LAST = 9;

interface Job {
  readonly id: number;
  readonly submit: number;
  readonly size: number;
  readonly run: number;
  readonly estimate: number;
  readonly raised: boolean;
  readonly rounded: boolean;
}

/** Beyond these a file is no trace: seconds of 300 years, and letters of a field that are told again. */
const LONGEST = 1e10;
const TOLD = 40;
const shortened = (word: string): string => (word.length > TOLD ? `${word.slice(0, TOLD)}…` : word);

/** A job, or the sentence that says what is wrong with its line. */
function readJob(line: string): Job | string {
  const words = line.split(/\s+/);
  if (words.length < LAST)
    return `it has ${words.length} field${words.length === 1 ? "" : "s"}, and the format has ${FIELDS}`;
  const field = (place: (typeof READ)[number]): number => Number(words[place - 1]);
  const odd = READ.find((place) => !Number.isFinite(field(place)));
  if (odd) return `field ${odd}, ${NAMES[odd]}, is “${shortened(words[odd - 1] ?? "")}”, which is no number`;
  const [submit, run] = [field(2), field(4)];
  if (submit < 0) return `field 2, ${NAMES[2]}, is ${submit}: before the trace begins`;
  if (run < 0) return `field 4, ${NAMES[4]}, is ${run}: the job never ran, or it is not known for how long`;
  const long = ([2, 4, 9] as const).find((place) => field(place) > LONGEST);
  if (long) return `field ${long}, ${NAMES[long]}, is ${field(long)} s, which is more than 300 years`;
  const size = field(8) > 0 ? field(8) : field(5);
  if (size <= 0) return `fields 8 and 5 name no processors (${field(8)} and ${field(5)})`;
  if (!Number.isInteger(size)) return `it asks for ${size} processors, which is no whole number`;
  if (size >= 2 ** 31) return `it asks for ${size} processors, which is more than can be counted here`;
  const asked = field(9) > 0 ? field(9) : run;
  const ticks = Math.ceil(run);
  const estimate = Math.ceil(asked);
  return {
    id: field(1),
    submit: Math.floor(submit),
    size,
    run: ticks,
    estimate: Math.max(estimate, ticks),
    raised: estimate < ticks,
    rounded: !Number.isInteger(submit) || !Number.isInteger(run) || !Number.isInteger(asked),
  };
}

const counted = (count: number, one: string, many: string): string[] =>
  count === 0 ? [] : [count === 1 ? `1 ${one}` : `${count.toLocaleString("en-US")} ${many}`];

/** A number of the header, such as `; MaxNodes: 256`. */
function headerNumber(comments: readonly string[], name: string): number | undefined {
  const line = comments.find((one) => one.includes(`${name}:`));
  const value = Number(line?.split(":")[1]?.trim().split(/\s/)[0]);
  return line !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;
}

/** Lines that are read in one step; comments that are looked at; and lines that are told one by one if they cannot be read. */
const STRIDE = 5000;
const COMMENTS = 1000;
const MOST_TOLD = 1000;

/**
 * Reads a trace in the Standard Workload Format: a line a job, 18 fields, −1 for what is not known, comments after a semicolon.
 * Processors are those requested (field 8), else those allocated (field 5); the estimate is the requested time (field 9), else the run
 * time (field 4), and is raised to the run time where it is less. A line that cannot be read is told and left out, and no other is; beyond
 * a thousand such lines they are counted.
 *
 * @see Chapin et al. 1999, "Benchmarks and standards for the evaluation of parallel job schedulers", JSSPP
 */
export function* readingSwf(text: string): Steps<SwfTrace> {
  const bad: BadLine[] = [];
  const jobs: Job[] = [];
  const comments: string[] = [];
  let unread = 0;
  const ends = /\r\n|\r|\n|$/g;
  for (let at = 0, number = 1; at <= text.length; number++) {
    ends.lastIndex = at;
    const end = ends.exec(text);
    const stop = end?.index ?? text.length;
    const line = text.slice(at, stop).trim();
    at = stop + Math.max(1, end?.[0].length ?? 1);
    if (number % STRIDE === 0) yield { done: stop / text.length };
    if (line === "") continue;
    if (line.startsWith(";")) {
      if (comments.length < COMMENTS) comments.push(line);
      continue;
    }
    const job = readJob(line);
    if (typeof job !== "string") jobs.push(job);
    else if (++unread <= MOST_TOLD) bad.push({ line: number, why: `Line ${number}: ${job}.` });
  }
  const disordered = jobs.filter(({ submit }, i) => submit < (jobs[i - 1]?.submit ?? 0)).length;
  jobs.sort((a, b) => a.submit - b.submit);
  const column = (name: "id" | "submit" | "run" | "estimate") => Float64Array.from(jobs, (job) => job[name]);
  return {
    trace: {
      submit: column("submit"),
      size: Int32Array.from(jobs, ({ size }) => size),
      run: column("run"),
      estimate: column("estimate"),
    },
    ids: column("id"),
    bad,
    unread,
    notices: [
      ...counted(
        jobs.filter(({ raised }) => raised).length,
        "estimate was below the run time and was raised to it.",
        "estimates were below the run times and were raised to them.",
      ),
      ...counted(
        jobs.filter(({ rounded }) => rounded).length,
        "job’s times were no whole seconds and were rounded.",
        "jobs’ times were no whole seconds and were rounded.",
      ),
      ...counted(
        disordered,
        "job stood after one that was submitted later; jobs were put in order.",
        "jobs stood after one that was submitted later; jobs were put in order.",
      ),
    ],
    processors: headerNumber(comments, "MaxProcs") ?? headerNumber(comments, "MaxNodes"),
  };
}

/** The same straight through. */
export const readSwf = (text: string): SwfTrace => finish(readingSwf(text));
