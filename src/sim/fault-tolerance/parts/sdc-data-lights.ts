import type { Random } from "../../core/random.ts";
import { between, bump, inSteps, noise, type Sample } from "./sdc-draw.ts";

const SIZE = 5;
type Colour = readonly [red: number, green: number, blue: number];

/** The lamps from the top down, lit. */
const LAMPS: readonly Colour[] = [
  [1, 0.12, 0.1],
  [1, 0.62, 0.1],
  [0.1, 0.92, 0.45],
];
const HOUSING = 0.08;
const UNLIT = 0.2;
const CHANCE_OF_NIGHT = 0.3;
const CHANCE_OF_OCCLUSION = 0.3;
const NOISE = 0.05;
/** Shares of red, amber and green on the road; amber is short. */
const SHARES = [0.4, 0.2] as const;

const labelOf = (draw: number): number => (draw < SHARES[0] ? 0 : draw < SHARES[0] + SHARES[1] ? 1 : 2);

/** A traffic light in 5 × 5 pixels of red, green and blue: moved a little, by day or by night, at times half behind a branch. */
export function drawLight(chance: Random): Sample {
  const label = labelOf(chance.uniform());
  const [x, y] = [between(chance, 1.2, 2.8), between(chance, -0.35, 0.35)];
  const daylight = chance.uniform() < CHANCE_OF_NIGHT ? between(chance, 0.05, 0.2) : between(chance, 0.4, 0.95);
  const sky: Colour = [between(chance, 0.4, 0.8), between(chance, 0.5, 0.9), between(chance, 0.5, 1)];
  const strength = between(chance, 0.55, 1);
  const hidden = chance.uniform() < CHANCE_OF_OCCLUSION;
  const branch = { x: chance.below(SIZE), y: chance.below(SIZE), grey: between(chance, 0, 0.5) };

  const input = new Float32Array(SIZE * SIZE * 3);
  for (let row = 0; row < SIZE; row++)
    for (let column = 0; column < SIZE; column++)
      for (let colour = 0; colour < 3; colour++) {
        const inHousing = Math.abs(column - x) < 1;
        let value = inHousing ? HOUSING * daylight : (sky[colour] ?? 0) * daylight;
        for (let lamp = 0; lamp < LAMPS.length; lamp++) {
          const [dx, dy] = [column - x, row - (0.6 + 1.4 * lamp + y)];
          const light = lamp === label ? strength : UNLIT * daylight * 0.4;
          value += (LAMPS[lamp]?.[colour] ?? 0) * light * bump(1.5 * Math.sqrt(dx * dx + dy * dy)) ** 2;
        }
        const covered = hidden && Math.abs(column - branch.x) + Math.abs(row - branch.y) <= 1;
        const seen = covered ? branch.grey * daylight : value;
        input[(row * SIZE + column) * 3 + colour] = inSteps(seen + NOISE * noise(chance));
      }
  return { input, label };
}
