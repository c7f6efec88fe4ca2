import { readFileSync } from "node:fs";
import { encode } from "fast-png";
import { type AnyCellMap, paintGroup, pixelOrder } from "./cell-map.ts";

/** The style sheet's colors. The build runs in the site's own folder. */
const TOKENS = "src/styles/tokens.css";

/** A color token as the style sheet has it, for light or dark, as red, green, blue. */
export function tokenColor(sheet: string, color: string, theme: "light" | "dark"): readonly number[] {
  const name = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
  const told = name && new RegExp(`${name}:\\s*([^;]+);`).exec(sheet)?.[1];
  const hex = [...(told ?? "").matchAll(/#([0-9a-f]{6})/g)].map(([, digits = ""]) => digits);
  const own = theme === "dark" ? (hex[1] ?? hex[0]) : hex[0];
  if (!own) throw new RangeError(`A map’s color “${color}” is none of the style sheet’s`);
  return [0, 2, 4].map((at) => Number.parseInt(own.slice(at, at + 2), 16));
}

/** The map as a small picture, groups side by side, a pixel a cell: what a page without scripts shows. */
export function stillOf(
  { grid, states }: Pick<AnyCellMap, "grid" | "states">,
  cells: Uint8Array,
  theme: "light" | "dark",
): string {
  const sheet = readFileSync(TOKENS, "utf8");
  const colors = states.map(({ color }) => tokenColor(sheet, color, theme));
  const width = grid.groups * grid.across;
  const data = new Uint8Array(3 * width * grid.down);
  const order = pixelOrder(grid);
  const own = Uint32Array.from(states, (_, state) => state);
  const group = new Uint32Array(order.length);
  for (let g = 0; g < grid.groups; g++) {
    paintGroup(order, g, cells, own, group);
    for (const [pixel, state] of group.entries()) {
      const [row, column] = [Math.floor(pixel / grid.across), pixel % grid.across];
      data.set(colors[state] ?? [], 3 * (row * width + g * grid.across + column));
    }
  }
  const png = encode({ width, height: grid.down, data, depth: 8, channels: 3 });
  return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
}
