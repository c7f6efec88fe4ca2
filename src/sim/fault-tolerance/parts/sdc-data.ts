import { type Random, random } from "../../core/random.ts";
import { drawGlyph } from "./sdc-data-glyphs.ts";
import { drawCharacters } from "./sdc-data-language.ts";
import { drawLight } from "./sdc-data-lights.ts";
import { drawVoice } from "./sdc-data-voice.ts";
import type { Sample } from "./sdc-draw.ts";
import type { NetworkName } from "./sdc-shapes.ts";

export const DRAW: Readonly<Record<NetworkName, (chance: Random) => Sample>> = {
  language: drawCharacters,
  lights: drawLight,
  glyphs: drawGlyph,
  voice: drawVoice,
};

/** Seeds of the draws: the batch of the page is seen neither in training nor in calibration. */
export const SEEDS = { training: 11, calibration: 22, validation: 33, batch: 44 } as const;

export function drawSamples(name: NetworkName, seed: number, count: number): readonly Sample[] {
  const chance = random(seed);
  return Array.from({ length: count }, () => DRAW[name](chance));
}
