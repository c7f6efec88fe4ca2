import type { Random } from "../../core/random.ts";
import { between, bump, inSteps, noise, type Sample } from "./sdc-draw.ts";

const BANDS = 16;
const FRAMES = 4;
const NOISE = 0.07;

/** Energies of 16 bands: a tilted floor, and a hum or a clatter at times, as a street or a fan makes them. */
function background(chance: Random): (band: number, frame: number) => number {
  const [level, tilt] = [between(chance, 0.15, 0.5), between(chance, -0.02, 0.02)];
  const hum = { band: between(chance, 0, 15), height: chance.uniform() < 0.5 ? between(chance, 0.1, 0.45) : 0 };
  const clatter = { frame: chance.below(FRAMES), height: chance.uniform() < 0.3 ? between(chance, 0.1, 0.4) : 0 };
  return (band, frame) =>
    level + tilt * (band - 7.5) + hum.height * bump(band - hum.band) + (frame === clatter.frame ? clatter.height : 0);
}

/** Two formants that glide from frame to frame, louder in the middle of a syllable. */
function syllable(chance: Random): (band: number, frame: number) => number {
  const loud = between(chance, 0.3, 0.7);
  const first = { band: between(chance, 2, 5), glide: between(chance, -0.5, 0.5) };
  const second = { band: between(chance, 7.5, 12), glide: between(chance, -0.8, 0.8) };
  const swell = between(chance, 0.5, 2.5);
  return (band, frame) =>
    loud *
    bump((frame - swell) / 3) *
    (bump((band - first.band - first.glide * frame) / 1.2) +
      0.7 * bump((band - second.band - second.glide * frame) / 1.3));
}

/** Four frames of filter-bank energies, with a voice in half of them. */
export function drawVoice(chance: Random): Sample {
  const label = chance.below(2);
  const ground = background(chance);
  const voice = label === 1 ? syllable(chance) : () => 0;
  const input = new Float32Array(BANDS * FRAMES);
  for (let frame = 0; frame < FRAMES; frame++)
    for (let band = 0; band < BANDS; band++)
      input[frame * BANDS + band] = inSteps(ground(band, frame) + voice(band, frame) + NOISE * noise(chance));
  return { input, label };
}
