import type { Column, Row } from "./chart.ts";
import type { View } from "./view.ts";

/** What is drawn over a block whose cells are all in one state: color is never alone. */
export type CellMark = "cross" | "outline" | "dot";

export interface CellState {
  /** What the key says after the count. */
  readonly label: string;
  /** A color of the style sheet: `var(--working)`. */
  readonly color: string;
  readonly mark?: CellMark;
  /** What the key says after the count of blocks that are in this state as a whole. */
  readonly whole?: string;
}

/** Groups side by side, each of blocks, each of cells. Cells are numbered group by group, block by block, row by row. */
export interface CellGrid {
  readonly groups: number;
  /** What a group is called: "Pod". */
  readonly group: string;
  /** Cells across a group, and down. */
  readonly across: number;
  readonly down: number;
  /** Cells across a block, and down. */
  readonly block: readonly [across: number, down: number];
}

/**
 * A map of cells in time as a value, like a chart: caption, table, CSV and accessible name come from `finding` and `rows`,
 * the picture from `states` and `cells`. It holds no state.
 */
export interface CellMap<M> {
  readonly title: string;
  finding(model: M, view: View): string;
  reading?(model: M, view: View): string;
  /** How long the run is (s), so that it can be played and scrubbed. */
  clock(model: M, view: View): number;
  readonly grid: CellGrid;
  /** By the number that `cells` gives. */
  readonly states: readonly CellState[];
  /** The state of every cell at the moment of the view. */
  cells(model: M, view: View): Uint8Array;
  /** A cell in a sentence. */
  tell(model: M, view: View, cell: number): string;
  readonly columns: Readonly<Record<string, Column>>;
  rows(model: M, view: View): readonly Row[];
}

/** A map whose model's type is forgotten: what the registry hands out. */
export type AnyCellMap = CellMap<object>;

export const cellsIn = ({ groups, across, down }: CellGrid): number => groups * across * down;
const sizeOf = ({ block: [across, down] }: CellGrid): number => across * down;

/** The cell at a place of a group, counted from its upper left. */
export function cellAt(grid: CellGrid, group: number, x: number, y: number): number {
  const [across, down] = grid.block;
  const block = Math.floor(y / down) * (grid.across / across) + Math.floor(x / across);
  const within = (y % down) * across + (x % across);
  return group * grid.across * grid.down + block * sizeOf(grid) + within;
}

/** Where a block begins: its group, and the place of its first cell. */
export function placeOf(
  grid: CellGrid,
  block: number,
): { readonly group: number; readonly x: number; readonly y: number } {
  const [across, down] = grid.block;
  const abreast = grid.across / across;
  const blocks = abreast * (grid.down / down);
  const within = block % blocks;
  return {
    group: Math.floor(block / blocks),
    x: (within % abreast) * across,
    y: Math.floor(within / abreast) * down,
  };
}

/** The cell of each pixel of a group, row by row, counted from the group's first. */
export const pixelOrder = (grid: CellGrid): Uint16Array =>
  Uint16Array.from({ length: grid.across * grid.down }, (_, pixel) =>
    cellAt(grid, 0, pixel % grid.across, Math.floor(pixel / grid.across)),
  );

/** Paints a group, one number a pixel. @param palette the number of each state */
export function paintGroup(
  order: Uint16Array,
  group: number,
  cells: Uint8Array,
  palette: Uint32Array,
  into: Uint32Array,
): void {
  const base = group * order.length;
  for (let pixel = 0; pixel < order.length; pixel++) into[pixel] = palette[cells[base + (order[pixel] ?? 0)] ?? 0] ?? 0;
}

/** The state that a whole block is in; undefined where its cells differ. */
export function blockState(grid: CellGrid, cells: Uint8Array, block: number): number | undefined {
  const size = sizeOf(grid);
  const first = cells[block * size];
  for (let cell = block * size + 1; cell < (block + 1) * size; cell++) if (cells[cell] !== first) return undefined;
  return first;
}

/** Marks in a block, in cells from its upper left corner. */
const DRAWN: Readonly<Record<CellMark, (x: number, y: number, across: number, down: number) => string>> = {
  cross: (x, y, across, down) => {
    const [left, right] = [x + 0.3 * across, x + 0.7 * across];
    const [top, bottom] = [y + 0.2 * down, y + 0.8 * down];
    return `M${left},${top}L${right},${bottom}M${right},${top}L${left},${bottom}`;
  },
  outline: (x, y, across, down) => `M${x + 0.35},${y + 0.35}h${across - 0.7}v${down - 0.7}h${0.7 - across}z`,
  dot: (x, y, across, down) => `M${x + 0.4 * across},${y + down / 2}h${0.2 * across}`,
};

export interface GroupCounts {
  /** Cells, and whole blocks, by state. */
  readonly cells: readonly number[];
  readonly blocks: readonly number[];
  /** The path of each mark. */
  readonly paths: Readonly<Record<CellMark, string>>;
}

/** Counts a group and draws its marks. */
export function readGroup(
  { grid, states }: Pick<AnyCellMap, "grid" | "states">,
  group: number,
  cells: Uint8Array,
): GroupCounts {
  const [across, down] = grid.block;
  const size = sizeOf(grid);
  const inGroup = (grid.across * grid.down) / size;
  const counts = { cells: states.map(() => 0), blocks: states.map(() => 0) };
  const paths = { cross: "", outline: "", dot: "" };
  for (let block = group * inGroup; block < (group + 1) * inGroup; block++) {
    for (let cell = block * size; cell < (block + 1) * size; cell++) {
      const state = cells[cell] ?? 0;
      counts.cells[state] = (counts.cells[state] ?? 0) + 1;
    }
    const whole = blockState(grid, cells, block);
    if (whole === undefined) continue;
    counts.blocks[whole] = (counts.blocks[whole] ?? 0) + 1;
    const mark = states[whole]?.mark;
    if (!mark) continue;
    const { x, y } = placeOf(grid, block);
    paths[mark] += DRAWN[mark](x, y, across, down);
  }
  return { ...counts, paths };
}

/** Every group of a map. */
export const readGroups = (map: Pick<AnyCellMap, "grid" | "states">, cells: Uint8Array): readonly GroupCounts[] =>
  Array.from({ length: map.grid.groups }, (_, group) => readGroup(map, group, cells));

/** All groups together, by state. */
export const sumOf = (groups: readonly GroupCounts[], what: "cells" | "blocks", state: number): number =>
  groups.reduce((sum, counts) => sum + (counts[what][state] ?? 0), 0);

/** The block beside another, as arrow keys go; the same where there is none. */
export function blockBeside(grid: CellGrid, block: number, key: string): number {
  const [across, down] = grid.block;
  const { group, x, y } = placeOf(grid, block);
  const abreast = grid.across / across;
  const column = group * abreast + x / across;
  const row = y / down;
  const last = { column: grid.groups * abreast - 1, row: grid.down / down - 1 };
  const moves: Readonly<Record<string, readonly [column: number, row: number]>> = {
    ArrowLeft: [column - 1, row],
    ArrowRight: [column + 1, row],
    ArrowUp: [column, row - 1],
    ArrowDown: [column, row + 1],
    PageUp: [column - abreast, row],
    PageDown: [column + abreast, row],
    Home: [0, 0],
    End: [last.column, last.row],
  };
  const [toColumn, toRow] = moves[key] ?? [column, row];
  if (toColumn < 0 || toColumn > last.column || toRow < 0 || toRow > last.row) return block;
  const blocks = abreast * (last.row + 1);
  return Math.floor(toColumn / abreast) * blocks + toRow * abreast + (toColumn % abreast);
}

/** The lines between the blocks of a group, in cells. */
export function blockLines({ across, down, block }: CellGrid): string {
  const upright = Array.from({ length: across / block[0] - 1 }, (_, i) => `M${(i + 1) * block[0]},0V${down}`);
  const level = Array.from({ length: down / block[1] - 1 }, (_, i) => `M0,${(i + 1) * block[1]}H${across}`);
  return [...upright, ...level].join("");
}
