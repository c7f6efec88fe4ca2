import { NODES, NODES_PER_RACK } from "../../../sim/fleet-orchestration/parts/elastic-layout.ts";
import type { Point } from "../../kit/place-labels.ts";
import { type Dot, pathOf, type Stroke } from "../../kit/plot-parts.ts";
import { NODE } from "../rescale-state.ts";

/** 100 nodes on a circle, rack by rack, from the top and clockwise. */
export interface Circle {
  readonly left: number;
  readonly top: number;
  readonly radius: number;
}

/** White between two racks, in places of a node. */
const GAP = 0.9;
const PLACES = NODES + (NODES / NODES_PER_RACK) * GAP;

const angleOf = (node: number): number =>
  (2 * Math.PI * (node + 0.5 + (Math.floor(node / NODES_PER_RACK) + 0.5) * GAP)) / PLACES - Math.PI / 2;

const pointAt = ({ left, top, radius }: Circle, angle: number, inward = 0): Point => ({
  left: left + (radius - inward) * Math.cos(angle),
  top: top + (radius - inward) * Math.sin(angle),
});

export const placeOf = (circle: Circle, node: number): Point => pointAt(circle, angleOf(node));

const px = ({ left, top }: Point): string => `${left.toFixed(1)},${top.toFixed(1)}`;

export interface Link {
  readonly from: number;
  readonly to: number;
  /** Nodes that it passes by. */
  readonly skips: number;
}

/** The ring through the nodes that are in it, each joined to the next, the last to the first. */
export function linksThrough(inRing: readonly boolean[]): Link[] {
  const members = inRing.flatMap((member, node) => (member ? [node] : []));
  if (members.length < 2) return [];
  return members.map((from, i) => {
    const to = members[(i + 1) % members.length] ?? from;
    return { from, to, skips: ((to - from + NODES) % NODES) - 1 };
  });
}

/** A link as a path: straight to the next node, inside the circle past those that are left out. */
export function linkPath(circle: Circle, { from, to, skips }: Link): string {
  const start = placeOf(circle, from);
  const end = placeOf(circle, to);
  if (skips === 0) return `M${px(start)}L${px(end)}`;
  const [a, b] = [angleOf(from), angleOf(to)];
  const middle = (a + (b < a ? b + 2 * Math.PI : b)) / 2;
  const half = Math.abs((b < a ? b + 2 * Math.PI : b) - a) / 2;
  // The control point of a curve that stays a little inside, however wide the gap is.
  const inward = Math.min(circle.radius, circle.radius * (1 - Math.cos(half)) + 14 + 2 * skips);
  return `M${px(start)}Q${px(pointAt(circle, middle, inward))} ${px(end)}`;
}

export const ringPath = (circle: Circle, links: readonly Link[]): string =>
  links.map((link) => linkPath(circle, link)).join("") || "M0,0";

/** A node's dot: full where it works, hollow where it stands, small where it is left out. Failed ones wear a cross. */
export function nodeDots(circle: Circle, nodes: Uint8Array): Dot[] {
  const size = circle.radius > 130 ? 4.2 : 3.2;
  return Array.from(nodes, (state, node): Dot => {
    const place = placeOf(circle, node);
    switch (state) {
      case NODE.working:
        return { ...place, radius: size, fill: "var(--working)" };
      case NODE.spare:
        return { ...place, radius: size + 0.8, fill: "var(--w-useful)" };
      case NODE.failed:
        return { ...place, radius: 0.5, fill: "var(--failed)" };
      case NODE.leftOut:
        return { ...place, radius: size - 1.2, fill: "var(--paper)", stroke: "var(--axis)", width: 1 };
      default:
        return { ...place, radius: size - 0.4, fill: "var(--paper)", stroke: "var(--working)", width: 1.6 };
    }
  });
}

/** All crosses as one path. */
export function crosses(circle: Circle, nodes: readonly number[]): Stroke {
  const size = circle.radius > 130 ? 4.6 : 3.8;
  const path = nodes
    .map((node) => {
      const { left, top } = placeOf(circle, node);
      return `M${px({ left: left - size, top: top - size })}l${2 * size},${2 * size}m0,${-2 * size}l${-2 * size},${2 * size}`;
    })
    .join("");
  return pathOf(path || "M0,0", "var(--failed)", { width: 2.2 });
}

/** Where a chunk is on its way round, as a share of the round. */
export function onTheWay(circle: Circle, links: readonly Link[], share: number): Point {
  const far = share * links.length;
  const link = links[Math.min(links.length - 1, Math.floor(far))];
  if (!link) return { left: Number.NaN, top: Number.NaN };
  const [a, b] = [angleOf(link.from), angleOf(link.to)];
  const along = far - Math.floor(far);
  const angle = a + along * ((b < a ? b + 2 * Math.PI : b) - a);
  const dip = link.skips === 0 ? 0 : (8 + link.skips) * Math.sin(Math.PI * along);
  return pointAt(circle, angle, dip);
}
