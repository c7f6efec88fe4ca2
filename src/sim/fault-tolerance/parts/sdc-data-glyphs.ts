import type { Random } from "../../core/random.ts";
import { between, bump, inSteps, noise, type Sample } from "./sdc-draw.ts";

const SIZE = 8;
const NOISE = 0.11;
type Stroke = readonly [fromX: number, fromY: number, toX: number, toY: number];

/** Ten signs of an invented script, in strokes on a square from −1 to 1; their order is that of their words. */
const GLYPHS: readonly (readonly Stroke[])[] = [
  [
    [-1, -1, -1, 1],
    [-1, -1, 1, -1],
    [0, 0, 1, 0],
  ],
  [
    [-1, 1, 0, -1],
    [0, -1, 1, 1],
  ],
  [
    [-1, -1, 1, 1],
    [-1, 1, 1, -1],
  ],
  [
    [-1, -1, 1, -1],
    [1, -1, 1, 1],
    [1, 1, -1, 1],
    [-1, 1, -1, -1],
  ],
  [
    [0, -1, 0, 1],
    [-1, 0, 1, 0],
  ],
  [
    [-1, -0.6, 1, -0.6],
    [-1, 0.6, 1, 0.6],
  ],
  [
    [1, -1, -1, 0],
    [-1, 0, 1, 1],
  ],
  [
    [-1, -1, 1, 0],
    [1, 0, -1, 1],
  ],
  [
    [-1, -1, 0, 1],
    [0, 1, 1, -1],
    [0, 1, 0, -0.4],
  ],
  [
    [-0.7, -1, -0.7, 1],
    [0.7, -1, 0.7, 1],
    [-0.7, 0, 0.7, 0],
  ],
];

/** Distance of a point from a stroke. */
function away(x: number, y: number, stroke: Stroke): number {
  const [fromX, fromY, toX, toY] = stroke;
  const dx = toX - fromX;
  const dy = toY - fromY;
  const share = Math.min(1, Math.max(0, ((x - fromX) * dx + (y - fromY) * dy) / (dx * dx + dy * dy)));
  const offX = x - fromX - share * dx;
  const offY = y - fromY - share * dy;
  return Math.sqrt(offX * offX + offY * offY);
}

/** A sign in 8 × 8 grey pixels: moved, sheared, larger or smaller, thick or thin, pale or strong, with noise. */
export function drawGlyph(chance: Random): Sample {
  const label = chance.below(GLYPHS.length);
  const [moveX, moveY] = [between(chance, -0.8, 0.8), between(chance, -0.8, 0.8)];
  const [shear, half] = [between(chance, -0.25, 0.25), between(chance, 2.2, 3.1)];
  const thick = between(chance, 0.16, 0.3);
  const [ground, ink] = [between(chance, 0, 0.3), between(chance, 0.4, 0.8)];
  const input = new Float32Array(SIZE * SIZE);
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++) {
      const y = (row - 3.5 - moveY) / half;
      const x = (column - 3.5 - moveX) / half - shear * y;
      let nearest = Number.POSITIVE_INFINITY;
      for (const stroke of GLYPHS[label] ?? []) nearest = Math.min(nearest, away(x, y, stroke));
      input[row * SIZE + column] = inSteps(ground + ink * bump(nearest / thick) ** 2 + NOISE * noise(chance));
    }
  return { input, label };
}
