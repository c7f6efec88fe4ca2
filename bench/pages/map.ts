// Bundled and run in a page by bench/map.ts: frames of 10,000 cells, as the kit paints them and as Plot.cell does.
import * as Plot from "@observablehq/plot";
import { type CellGrid, cellsIn, paintGroup, pixelOrder } from "../../src/components/kit/cell-map.ts";

const GRID: CellGrid = { groups: 5, group: "Pod", across: 20, down: 100, block: [4, 2] };
const COLORS = ["#ffffff", "#2e8b57", "#c0392b"];
const CELLS = cellsIn(GRID);

/** Another state for one cell in a hundred: what a moment of a day changes. */
function change(cells: Uint8Array, moment: number): void {
  for (let cell = moment % 100; cell < CELLS; cell += 100) cells[cell] = ((cells[cell] ?? 0) + 1) % COLORS.length;
}

/** From the beginning of a drawing to the first task after its paint (ms). */
function timed(draw: () => void): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const begun = performance.now();
      draw();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now() - begun);
      port2.postMessage(null);
    });
  });
}

async function frames(count: number, draw: (cells: Uint8Array) => void): Promise<readonly number[]> {
  const cells = new Uint8Array(CELLS);
  const times: number[] = [];
  for (let moment = 0; moment < count; moment++) {
    change(cells, moment);
    times.push(await timed(() => draw(cells)));
  }
  return times;
}

/** The kit's way: a canvas a group, every group painted in every frame. */
export function painted(count: number): Promise<readonly number[]> {
  const order = pixelOrder(GRID);
  const palette = Uint32Array.from(COLORS, (color) => 0xff000000 + Number.parseInt(color.slice(1), 16));
  const faces = Array.from({ length: GRID.groups }, () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: GRID.across, height: GRID.down });
    canvas.style.cssText = "width: 120px; image-rendering: pixelated";
    document.body.append(canvas);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser has no canvas.");
    const image = context.createImageData(GRID.across, GRID.down);
    return { context, image, pixels: new Uint32Array(image.data.buffer) };
  });
  return frames(count, (cells) => {
    for (const [group, { context, image, pixels }] of faces.entries()) {
      paintGroup(order, group, cells, palette, pixels);
      context.putImageData(image, 0, 0);
    }
  });
}

/** Plot’s way: a rectangle a cell, drawn anew. */
export function plotted(count: number): Promise<readonly number[]> {
  const place = Array.from({ length: CELLS }, (_, cell) => cell);
  const host = document.body.appendChild(document.createElement("div"));
  return frames(count, (cells) => {
    const chart = Plot.plot({
      width: 640,
      height: 640,
      axis: null,
      color: { domain: [0, 1, 2], range: COLORS },
      marks: [
        Plot.cell(place, { x: (cell) => cell % 100, y: (cell) => Math.floor(cell / 100), fill: (cell) => cells[cell] }),
      ],
    });
    host.replaceChildren(chart);
  });
}
