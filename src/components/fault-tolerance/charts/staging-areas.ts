import type { StagingFlow } from "../../../sim/fault-tolerance/parts/async-staging-flow.ts";
import { heldAt } from "../../../sim/fault-tolerance/parts/async-staging-gauges.ts";
import { type Box, boxOf, type Wish } from "../../kit/place-labels.ts";
import { pathOf, type Stroke } from "../../kit/plot-parts.ts";
import type { Plane } from "../../kit/plot-plane.ts";
import { PLACES, type Place, SINCE } from "./staging-scale.ts";

/** Bottom to top: the buffer stands on the ground, so that its size can be read off; HBM empties from the left. */
const STACK: readonly Place[] = ["buffer", "drive", "hbm", "stored"];
/** Even steps of the logarithm, and so many of the flow's own corners, which lie between them. */
const STEPS = 70;
const CORNERS = 40;

/** Where a snapshot is, time by time, as shares of it; each place lies between two edges of the stack. */
export interface Areas {
  readonly times: readonly number[];
  readonly edges: Readonly<Record<Place, { readonly low: readonly number[]; readonly high: readonly number[] }>>;
}

export function areasOf(flow: StagingFlow, shard: number): Areas {
  const even = Array.from({ length: STEPS + 1 }, (_, i) => SINCE.from * (SINCE.to / SINCE.from) ** (i / STEPS));
  const corners = flow.points.map(({ time }) => time).filter((time) => time > SINCE.from && time < SINCE.to);
  const times = [...even, ...corners.slice(0, CORNERS)].sort((a, b) => a - b);
  const held = times.map((time) => heldAt(flow, time));
  let low = times.map(() => 0);
  const edge = (place: Place) => {
    const from = low;
    low = from.map((share, i) => Math.min(1, share + (held[i]?.[place] ?? 0) / shard));
    return [place, { low: from, high: low }];
  };
  return { times, edges: Object.fromEntries(STACK.map(edge)) };
}

/** A closed shape for each place; nothing where a place holds nothing. */
export function areaShapes({ times, edges }: Areas, plane: Plane): Stroke[] {
  return STACK.map((place) => {
    const { low, high } = edges[place];
    const at = (share: number, i: number) => `${plane.x(times[i] ?? 1).toFixed(1)},${plane.y(share).toFixed(1)}`;
    const there = high.some((share, i) => share - (low[i] ?? 0) > 1e-6);
    const path = there ? `M${[...high.map(at), ...low.map(at).reverse()].join("L")}Z` : "M0,0";
    return pathOf(path, "none", { fill: PLACES[place].fill });
  });
}

/** Room of a word within an area, above and below its middle (px). */
const HALF = 10;

/** The names of the places, each inside its own area where that is thick enough for it. */
export function areaNames({ times, edges }: Areas, plane: Plane, names: Readonly<Record<Place, readonly string[]>>) {
  const fits = (place: Place, box: Box): boolean => {
    const { low, high } = edges[place];
    if (box.left < plane.box.left + 4 || box.right > plane.box.right - 4) return false;
    return times.every((time, i) => {
      const left = plane.x(time);
      if (left < box.left - 12 || left > box.right + 12) return true;
      return plane.y(high[i] ?? 0) <= box.top && plane.y(low[i] ?? 0) >= box.bottom;
    });
  };
  return STACK.map((place): Wish => {
    const { low, high } = edges[place];
    const middles = times.map((time, i) => ({
      left: plane.x(time),
      top: plane.y(((low[i] ?? 0) + (high[i] ?? 0)) / 2),
      thick: (high[i] ?? 0) - (low[i] ?? 0),
    }));
    const best = middles.filter(({ thick }) => thick > 0.05).sort((a, b) => b.thick - a.thick);
    return names[place].flatMap((text) =>
      best.flatMap((middle) =>
        [0, 13, -13].flatMap((off) => {
          const { left, top } = { left: middle.left, top: middle.top + off };
          const label = {
            left,
            top: top + 4.5,
            text,
            anchor: "middle",
            fill: PLACES[place].ink,
            halo: "none",
          } as const;
          const box = boxOf(label);
          return fits(place, { ...box, top: top - HALF, bottom: top + HALF }) ? [[label]] : [];
        }),
      ),
    );
  });
}
