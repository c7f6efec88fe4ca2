import { blockBeside, type CellGrid, cellAt, cellsIn, placeOf } from "../cell-map.ts";
import { mark } from "./say.ts";

const within = (share: number, most: number): number => Math.min(most - 1, Math.max(0, Math.floor(share * most)));

/** Where a pointer is among the cells; null where it is beside them. */
function cellUnder(event: PointerEvent, grid: CellGrid, faces: readonly Element[]): number | null {
  const face = event.target instanceof Element ? event.target.closest(".face") : null;
  const group = face ? faces.indexOf(face) : -1;
  if (!face || group < 0) return null;
  const box = face.getBoundingClientRect();
  const x = within((event.clientX - box.left) / box.width, grid.across);
  const y = within((event.clientY - box.top) / box.height, grid.down);
  return cellAt(grid, group, x, y);
}

/** The cell that a key leads to; null where the key is none of the map’s. */
export function cellByKey(grid: CellGrid, cell: number, key: string): number | null {
  const size = grid.block[0] * grid.block[1];
  const step = key === "." ? 1 : key === "," ? -1 : 0;
  if (step !== 0) return Math.min(cellsIn(grid) - 1, Math.max(0, cell + step));
  if (!/^(Arrow|Page|Home$|End$)/.test(key)) return null;
  const block = Math.floor(cell / size);
  const next = blockBeside(grid, block, key);
  return next === block ? cell : next * size;
}

/** A cursor over a map of cells, led by a pointer, a finger or the arrow keys. @param put told the cell, and whether by keys */
export function cellHand(board: HTMLElement, grid: CellGrid, put: (cell: number, byKeys: boolean) => void): void {
  const faces = [...board.querySelectorAll(".face")];
  const cursors = faces.map((face) => face.querySelector(".cursor"));
  const size = grid.block[0] * grid.block[1];
  let at: number | null = null;
  const go = (cell: number, byKeys: boolean): void => {
    at = cell;
    const { group, x, y } = placeOf(grid, Math.floor(cell / size));
    for (const [i, cursor] of cursors.entries()) mark(cursor, "visibility", i === group ? "visible" : "hidden");
    mark(cursors[group] ?? null, "x", String(x));
    mark(cursors[group] ?? null, "y", String(y));
    put(cell, byKeys);
  };
  const point = (event: PointerEvent): void => {
    const cell = cellUnder(event, grid, faces);
    if (cell !== null) go(cell, false);
  };
  board.tabIndex = 0;
  mark(board, "role", "application");
  mark(board, "aria-roledescription", "map of cells");
  board.addEventListener("pointermove", point);
  board.addEventListener("pointerdown", point);
  board.addEventListener("focus", () => at ?? go(0, false));
  board.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = cellByKey(grid, at ?? 0, event.key);
    if (cell === null) return;
    event.preventDefault();
    go(cell, true);
  });
}
