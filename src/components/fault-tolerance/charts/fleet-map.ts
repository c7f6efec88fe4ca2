import { GPUS_PER_SERVER, SERVERS_PER_RACK } from "../../../sim/fault-tolerance/parts/checkpointed-run.ts";
import type { Block } from "../../kit/plot-parts.ts";

/** Servers of one pod, under one full-bisection switch: as in Lab 08. */
export const SERVERS_PER_POD = 250;
/**
 * The page-wide pattern `url(#cells)`: a square of `size` at the origin of each tile of `pitch` px, `patternUnits="userSpaceOnUse"`.
 * Pods stand at multiples of the pitch, so that a cell of the pattern is a cell of the map.
 */
export const CELLS = { id: "cells", pitch: 5, size: 4, fill: "var(--rule)" } as const;

/** How many servers one cell stands for, and the pod's shape in cells: the finest that fits is taken. */
const GRAINS = [
  { servers: 1, across: 25, down: 10, gaps: [15, 10, 5], label: 20, says: "one cell: a server of 8 GPUs" },
  { servers: 5, across: 10, down: 5, gaps: [15, 10, 5], label: 20, says: "one cell: a rack of 5 servers" },
  { servers: 25, across: 5, down: 2, gaps: [5], label: 5, says: "one cell: 5 racks of 5 servers" },
] as const;
/** The map's cells and names are no taller than this (px), and the whole of it, which begins at a multiple of the pitch below its title. */
const TALLEST = 210;
export const MAP_HEIGHT = TALLEST + 20;

export interface FleetMap {
  readonly servers: number;
  readonly pods: number;
  readonly height: number;
  readonly says: string;
  /** Whether pods are named. */
  readonly named: boolean;
  readonly blocks: readonly Block[];
  /** Left upper corner of each pod (px). */
  readonly corners: readonly { readonly left: number; readonly top: number }[];
  /** Left upper corner of a server's cell (px). */
  cell(server: number): { readonly left: number; readonly top: number };
}

/** Lays the fleet out from a height on: pods in rows, in each pod two bands of racks, in each rack its servers one below the other. */
export function fleetMap(nodes: number, width: number, top: number): FleetMap {
  const servers = Math.max(1, Math.ceil((Number.isFinite(nodes) ? nodes : GPUS_PER_SERVER) / GPUS_PER_SERVER));
  const pods = Math.ceil(servers / SERVERS_PER_POD);
  const { pitch } = CELLS;
  const laid = GRAINS.map((grain) => {
    const ways = grain.gaps.map((gap) => {
      const step = grain.across * pitch + gap;
      const perRow = Math.max(1, Math.floor((width + gap) / step));
      const rows = Math.ceil(pods / perRow);
      return { grain, step, perRow, rows, height: rows * (grain.down * pitch + grain.label) };
    });
    return ways.reduce((best, way) => (way.rows < best.rows ? way : best));
  });
  const chosen = laid.find(({ height }) => height <= TALLEST) ?? laid[laid.length - 1];
  if (!chosen) throw new Error("The map has no grain.");
  const { grain, step, perRow, height } = chosen;
  const start = Math.ceil(top / pitch) * pitch + (grain.label === 20 ? 15 : 0);
  const corner = (pod: number) => ({
    left: (pod % perRow) * step,
    top: start + Math.floor(pod / perRow) * (grain.down * pitch + grain.label),
  });
  /** Cells fill a pod rack by rack: down the rack first, a band of racks after the other. */
  const band = grain.servers === 1 ? SERVERS_PER_RACK : grain.down;
  const perBand = grain.across * band;
  const inPod = (cell: number) => ({
    column: Math.floor((cell % perBand) / band),
    row: Math.floor(cell / perBand) * band + (cell % band),
  });
  const blocks = Array.from({ length: pods }, (_, pod) => {
    const cells = Math.ceil(Math.min(SERVERS_PER_POD, servers - pod * SERVERS_PER_POD) / grain.servers);
    const { left, top: podTop } = corner(pod);
    const bands = Math.ceil(cells / perBand);
    return Array.from({ length: bands }, (__, i) => {
      const inBand = Math.min(perBand, cells - i * perBand);
      const full = Math.floor(inBand / band);
      const rest = inBand % band;
      const y = podTop + i * band * pitch;
      const rect = (x: number, across: number, down: number): Block => ({
        left: x,
        right: x + across * pitch,
        top: y,
        bottom: y + down * pitch,
        fill: `url(#${CELLS.id})`,
      });
      return [rect(left, full, band), rect(left + full * pitch, rest > 0 ? 1 : 0, rest)].filter(
        (block) => block.right > block.left,
      );
    });
  }).flat(2);
  return {
    servers,
    pods,
    height: start - top + height,
    says: grain.says,
    named: grain.label === 20,
    blocks,
    corners: Array.from({ length: pods }, (_, pod) => corner(pod)),
    cell(server) {
      const { left, top: podTop } = corner(Math.floor(server / SERVERS_PER_POD));
      const { column, row } = inPod(Math.floor((server % SERVERS_PER_POD) / grain.servers));
      return { left: left + column * pitch, top: podTop + row * pitch };
    },
  };
}
