import { random } from "../../core/random.ts";

/** When snapshots are taken, how long they stop the math, and when they are safe, in seconds. */
export interface Exposure {
  readonly interval: number;
  readonly stop: number;
  /** From the start of a snapshot until the store holds all of it; Infinity if the next comes first, for it then grows with each. */
  readonly persist: number;
}

/** The death of one node, in a cycle like any other. */
export interface NodeLoss {
  /** The node, from 0, and when it dies after the start of a snapshot (s). */
  readonly node: number;
  readonly moment: number;
  /** The newest snapshot was already safe. */
  readonly safe: boolean;
  /** Computing that is lost for the whole job (s); Infinity where that grows from snapshot to snapshot. */
  readonly lost: number;
}

/** Computing lost if a node dies at a moment of the cycle (s): back to the newest snapshot that the store holds. */
export function lostAt({ interval, stop, persist }: Exposure, moment: number): number {
  if (persist > interval + stop) return Number.POSITIVE_INFINITY;
  const since = Math.max(0, moment - stop);
  return moment < persist ? interval + since : since;
}

/** The mean of `lostAt` over the cycle, τ(τ/2 + t_p)/(τ + stop): to first order τ/2 + t_p. */
export function meanLost({ interval, stop, persist }: Exposure): number {
  if (persist > interval + stop) return Number.POSITIVE_INFINITY;
  return (interval * (interval / 2 + persist)) / (interval + stop);
}

/** One node of the fleet dies at a moment of the cycle, both drawn. */
export function nodeLoss(exposure: Exposure, nodes: number, seed: number): NodeLoss {
  const chance = random(seed);
  const node = chance.below(nodes);
  const moment = chance.uniform() * (exposure.interval + exposure.stop);
  return { node, moment, safe: moment >= exposure.persist, lost: lostAt(exposure, moment) };
}
