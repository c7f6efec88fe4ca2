import type { Breakpoint, StagingFlow } from "./async-staging-flow.ts";
import type { StagingSettings } from "./async-staging-rates.ts";

/** A tier on the throughput gauge: the mean rate of a node while the tier works, and what it could do (B/s). */
export interface Tier {
  readonly name: "copy" | "drives" | "port" | "store";
  readonly used: number;
  readonly available: number;
}

type Rate = (point: Breakpoint) => number;

/** Time in which a rate is above a bound (s), what it moved in that time, and when it last was. */
export function whileAbove(flow: StagingFlow, rate: Rate, bound = 0) {
  let seconds = 0;
  let moved = 0;
  let last = 0;
  flow.points.forEach((point, i) => {
    if (!(rate(point) > bound)) return;
    const until = flow.points[i + 1]?.time ?? flow.end;
    seconds += until - point.time;
    moved += rate(point) * (until - point.time);
    if (until > point.time) last = until;
  });
  return { seconds, moved, last };
}

/** The most that a rate or a holding reaches at a breakpoint: between two of them none is higher. */
export const most = (flow: StagingFlow, rate: Rate): number =>
  flow.points.reduce((high, point) => Math.max(high, rate(point)), 0);

/** The four tiers of one snapshot. */
export function tiersOf(flow: StagingFlow, s: StagingSettings): readonly Tier[] {
  const mean = (rate: Rate): number => {
    const { seconds, moved } = whileAbove(flow, rate);
    return seconds > 0 ? moved / seconds : 0;
  };
  return [
    { name: "copy", used: mean(({ copy }) => copy), available: s.copyRate },
    { name: "drives", used: mean(({ toDrive }) => toDrive), available: s.drainRate },
    {
      name: "port",
      used: most(flow, ({ ingress, senders }) => (senders > 0 ? ingress / senders : 0)),
      available: s.portRate,
    },
    { name: "store", used: mean(({ ingress }) => ingress), available: s.storeRate },
  ];
}

/** Holdings of a mean node at any time (B): straight between breakpoints, as the last one after the end. */
export function heldAt(flow: StagingFlow, time: number) {
  let low = 0;
  let high = flow.points.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((flow.points[middle]?.time ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  const from = flow.points[low];
  const to = flow.points[low + 1] ?? from;
  if (!from || !to) return { hbm: 0, buffer: 0, drive: 0, stored: 0 };
  const share = to.time > from.time ? Math.min(1, Math.max(0, (time - from.time) / (to.time - from.time))) : 0;
  const at = (name: "hbm" | "buffer" | "drive" | "stored") => from[name] + share * (to[name] - from[name]);
  return { hbm: at("hbm"), buffer: at("buffer"), drive: at("drive"), stored: at("stored") };
}
