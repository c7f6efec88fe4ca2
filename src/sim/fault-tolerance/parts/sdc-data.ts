import { random } from "../../core/random.ts";
import { drawGlyph } from "./sdc-data-glyphs.ts";
import { drawCharacters } from "./sdc-data-language.ts";
import { drawLight } from "./sdc-data-lights.ts";
import { drawVoice } from "./sdc-data-voice.ts";
import type { DrawSample, Sample } from "./sdc-draw.ts";
import type { NetworkName } from "./sdc-shapes.ts";

export const DRAW: Readonly<Record<NetworkName, DrawSample>> = {
  language: drawCharacters,
  lights: drawLight,
  glyphs: drawGlyph,
  voice: drawVoice,
};

export function drawSamples(name: NetworkName, seed: number, count: number): readonly Sample[] {
  const chance = random(seed);
  return Array.from({ length: count }, () => DRAW[name](chance));
}
