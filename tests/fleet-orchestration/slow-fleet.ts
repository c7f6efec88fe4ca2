import type { Workload } from "../../src/sim/fleet-orchestration/parts/jobs.ts";
import type { Policy } from "../../src/sim/fleet-orchestration/parts/settings.ts";
import { type Contiguity, GPUS_PER_NODE, type Shape } from "../../src/sim/fleet-orchestration/parts/shape.ts";

// The cluster a second time, for the tests, as plain as can be: nodes are lists of jobs, and at each second at which anything happens
// everything is looked at anew. Nobody is stopped or moved, and nothing breaks.

interface Job {
  readonly id: number;
  readonly submit: number;
  readonly size: number;
  readonly run: number;
  readonly estimate: number;
  readonly priority: number;
  start: number;
  nodes: readonly number[];
}

interface Promised {
  readonly job: Job;
  readonly at: number;
  readonly shadow: number;
  readonly nodes: readonly number[];
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export function slowFleet(work: Workload, shape: Shape, policy: Policy, contiguity: Contiguity): number[] {
  const jobs: Job[] = range(work.submit.length).map((id) => ({
    id,
    submit: work.submit[id] ?? 0,
    size: work.size[id] ?? 0,
    run: work.run[id] ?? 0,
    estimate: work.estimate[id] ?? 0,
    priority: work.priority[id] ?? 0,
    start: Number.NaN,
    nodes: [],
  }));
  let running: Job[] = [];
  let waiting: Job[] = [];
  let promised: Promised | undefined;
  let moment = 0; // a job of no length ends in the second in which it starts: that second has two

  const on = (node: number) => running.filter(({ nodes }) => nodes.includes(node));
  const free = (node: number) => GPUS_PER_NODE - on(node).reduce((sum, { size }) => sum + Math.min(8, size), 0);
  const podOf = (node: number) => Math.floor(node / shape.nodesPerPod);
  const pods = [...new Set(range(shape.nodes).map(podOf))];

  /** Groups of nodes of which a job may have any `count`, the better first. */
  function groups(nodes: readonly number[], count: number): number[][] {
    if (contiguity === "any" || count === 1) return [[...nodes]];
    const byPod = pods.map((pod) => nodes.filter((node) => podOf(node) === pod));
    if (contiguity === "pod") return byPod.sort((a, b) => a.length - b.length);
    const runs: number[][] = [];
    for (const group of byPod)
      for (const node of group) {
        const last = runs.at(-1);
        if (last && last.at(-1) === node - 1 && podOf(last[0] ?? 0) === podOf(node)) last.push(node);
        else runs.push([node]);
      }
    return runs.sort((a, b) => a.length - b.length);
  }

  function place(job: Job, except: readonly number[]): readonly number[] | undefined {
    const open = range(shape.nodes).filter((node) => !except.includes(node));
    if (job.size > GPUS_PER_NODE) {
      const count = job.size / GPUS_PER_NODE;
      const whole = open.filter((node) => free(node) === GPUS_PER_NODE);
      return groups(whole, count)
        .find((group) => group.length >= count)
        ?.slice(0, count);
    }
    const fitting = open.filter((node) => free(node) >= job.size);
    const better = (a: number, b: number) => (policy === "bestFit" ? free(a) - free(b) : free(b) - free(a)) || a - b;
    const [node] = fitting.sort(better);
    return node === undefined ? undefined : [node];
  }

  function promise(job: Job, now: number): Promised {
    const count = Math.ceil(job.size / GPUS_PER_NODE);
    const freeAt = (node: number, time: number) =>
      GPUS_PER_NODE -
      on(node)
        .filter(({ start, estimate }) => start + estimate > time)
        .reduce((sum, { size }) => sum + Math.min(8, size), 0);
    const ends = [now, ...running.map(({ start, estimate }) => start + estimate)].sort((a, b) => a - b);
    const time = (node: number) => ends.find((end) => freeAt(node, end) >= Math.min(8, job.size)) ?? Infinity;
    const times = range(shape.nodes).map(time);
    const first = (nodes: readonly number[]) => {
      const chosen = [...nodes].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b).slice(0, count);
      return { nodes: chosen, shadow: Math.max(...chosen.map((node) => times[node] ?? 0)) };
    };
    const all = range(shape.nodes);
    const sets =
      contiguity === "any" || count === 1
        ? [all]
        : contiguity === "pod"
          ? pods.map((pod) => all.filter((node) => podOf(node) === pod))
          : all
              .map((from) => range(count).map((i) => from + i))
              .filter((set) => podOf(set[0] ?? 0) === podOf(set.at(-1) ?? 0));
    const possible = sets.filter((set) => set.length >= count && set.every((node) => node < shape.nodes)).map(first);
    const [best] = possible.sort((a, b) => a.shadow - b.shadow);
    return { job, at: moment, ...(best ?? { shadow: Infinity, nodes: [] }) };
  }

  function next(now: number): { job: Job; nodes: readonly number[] } | undefined {
    const [head, ...behind] = waiting.sort((a, b) => b.priority - a.priority || a.id - b.id);
    if (!head) return undefined;
    const nodes = place(head, []);
    if (nodes) return { job: head, nodes };
    if (policy === "fcfs" || policy === "preemption") return undefined;
    if (policy === "easy" && (promised?.job !== head || promised.at !== moment)) promised = promise(head, now);
    for (const job of behind) {
      const reserved = policy === "easy" ? (promised?.nodes ?? []) : [];
      const off = place(job, reserved);
      if (off) return { job, nodes: off };
      const there = now + job.estimate <= (promised?.shadow ?? 0) ? place(job, []) : undefined;
      if (there) return { job, nodes: there };
    }
    return undefined;
  }

  for (let coming = 0; coming < jobs.length || waiting.length > 0; ) {
    moment++;
    const ends = running.map(({ start, run }) => start + run);
    const now = Math.min(...ends, jobs[coming]?.submit ?? Infinity);
    running = running.filter(({ start, run }) => start + run > now);
    while (jobs[coming]?.submit === now) waiting = [...waiting, ...jobs.slice(coming, ++coming)];
    for (let one = next(now); one; one = next(now)) {
      one.job.start = now;
      one.job.nodes = one.nodes;
      running = [...running, one.job];
      waiting = waiting.filter((job) => job !== one?.job);
    }
  }
  return jobs.map(({ start }) => start);
}
