import type { Failure } from "../../../sim/fault-tolerance/parts/checkpointed-run.ts";
import { pathOf, type Stroke } from "../../kit/plot-parts.ts";
import { CELLS, type FleetMap } from "./fleet-map.ts";
import type { TimeLine } from "./map-parts.ts";

/** So many failed cells are struck through; more would only smear. */
const STRUCK = 80;

/** Failed servers: red cells, struck through while there are few; one path, since there may be thousands. */
export function failedCells(map: FleetMap, failures: readonly Failure[]): Stroke[] {
  const { size } = CELLS;
  const cells = [...new Set(failures.map(({ server }) => server))].map((server) => map.cell(server));
  const few = cells.length <= STRUCK;
  const grown = few ? 1 : 0;
  const squares = cells.map(({ left, top }) => `M${left - grown},${top + size / 2}h${size + 2 * grown}`).join("");
  const crosses = cells.map(({ left, top }) => `M${left},${top}l${size},${size}m0,${-size}l${-size},${size}`).join("");
  return [
    pathOf(squares, "var(--failed)", { width: size + 2 * grown }),
    ...(few ? [pathOf(crosses, "var(--paper)", { width: 0.8 })] : []),
  ].slice(0, cells.length === 0 ? 0 : 2);
}

/** Down from the failed cell, across, and down to the failure on the line. */
export function leader(map: FleetMap, line: TimeLine, failure: Failure, mapBottom: number): Stroke[] {
  const { left, top } = map.cell(failure.server);
  const [x, y] = [left + CELLS.size / 2, top + CELLS.size / 2];
  const at = line.x(failure.time);
  const reach = line.y(failure.saved + failure.lostWork) - 10;
  const d = `M${x},${y}V${mapBottom + 12}H${at.toFixed(1)}V${Math.max(mapBottom + 12, reach).toFixed(1)}`;
  return [pathOf(d, "var(--paper)", { width: 3 }), pathOf(d, "var(--ink)")];
}

/** The cell that failed last: larger than a cell, with a cross of paper. */
export function latestCell(map: FleetMap, failure: Failure): Stroke[] {
  const { left, top } = map.cell(failure.server);
  const [x, y] = [left + CELLS.size / 2, top + CELLS.size / 2];
  return [
    { left: x - 7, right: x + 7, top: y, bottom: y, stroke: "var(--failed)", width: 14 },
    pathOf(`M${x - 3.6},${y - 3.6}l7.2,7.2m0,-7.2l-7.2,7.2`, "var(--paper)", { width: 1.8 }),
  ];
}
