import { random } from "../../core/random.ts";
import { DAY } from "../../core/units.ts";
import { FAILED } from "./cluster.ts";
import type { Fleet } from "./fleet.ts";
import type { Failure } from "./settings.ts";
import { GPUS_PER_NODE, type Shape } from "./shape.ts";

/** Draws of failures come from their own stream: the same nodes break whatever the policy. */
const STREAM = 31;

/**
 * Failures of a fleet in a time: exponential gaps, a node at random, and at times the whole rack that it stands in.
 *
 * @param rate failures of nodes, each node of a rack counted (1/1,000 node-days)
 * @param rackShare share of the moments of failure at which the rack goes (fraction)
 */
export function failuresOf(options: {
  readonly shape: Shape;
  readonly rate: number;
  readonly rackShare: number;
  readonly from: number;
  readonly until: number;
  readonly seed: number;
}): Failure[] {
  const { shape, rate, rackShare, from, until, seed } = options;
  const perMoment = 1 + rackShare * (shape.nodesPerRack - 1);
  const moments = (rate * shape.nodes) / (1000 * DAY * perMoment);
  const failures: Failure[] = [];
  if (moments <= 0) return failures;
  const chance = random(seed, STREAM);
  for (let time = from; ; ) {
    time += chance.exponential() / moments;
    if (time >= until) return failures;
    const node = chance.below(shape.nodes);
    const first = node - (node % shape.nodesPerRack);
    const nodes =
      chance.uniform() < rackShare
        ? Array.from({ length: Math.min(shape.nodesPerRack, shape.nodes - first) }, (_, i) => first + i)
        : [node];
    failures.push({ time: Math.ceil(time), nodes });
  }
}

/** Nodes break: what runs on them stops and queues again; they are back when they are repaired. @returns nodes that were not broken yet */
export function breakDown(fleet: Fleet, failure: Failure, until: number): readonly number[] {
  const nodes = failure.nodes.filter((node) => fleet.cluster.state[node] !== FAILED);
  const victims = [...new Set(nodes.flatMap((node) => fleet.cluster.jobsOn(node)))];
  let lost = 0;
  const { tenant } = fleet;
  for (const node of tenant ? nodes : [])
    for (const job of fleet.cluster.jobsOn(node)) if (tenant?.holds(job)) lost += tenant.lose(job, node);
  for (const job of victims) if (!tenant?.holds(job)) lost += fleet.stop(job);
  for (const node of nodes) fleet.breakDown(node, until);
  if (nodes.length > 0) {
    const gang = victims.find((job) => fleet.jobs.sizeOf(job) > GPUS_PER_NODE) ?? -1;
    fleet.occurrences.add({ what: "failed", time: fleet.now, nodes, stopped: victims.length, lost, gang });
    fleet.reservation = undefined;
  }
  return nodes;
}
