import type { Random } from "../../core/random.ts";
import type { Sample } from "./sdc-draw.ts";
import { ALPHABET, CONTEXT } from "./sdc-shapes.ts";

const words = (text: string): readonly string[] => text.split(" ");

/** A small language of our own about machines that fail and are mended. */
const NOUNS = words("node rack fleet job core disk link clock crew fan switch cable queue model weight buffer");
const QUALITIES = words("old new quiet loud warm cold slow quick idle busy lost whole");
const VERBS = [...words("stops loads mends checks feeds moves cools keeps drops"), "waits for"];
const WHEN = words("today again twice early late never often");
const JOINTS = ["and then", "while", "because", "before"] as const;

const pick = (chance: Random, from: readonly string[]): string => from[chance.below(from.length)] ?? "";

const thing = (chance: Random): string => {
  const quality = chance.uniform() < 0.5 ? `${pick(chance, QUALITIES)} ` : "";
  return `the ${quality}${pick(chance, NOUNS)}`;
};

const clause = (chance: Random): string => {
  const when = chance.uniform() < 0.3 ? ` ${pick(chance, WHEN)}` : "";
  return `${thing(chance)} ${pick(chance, VERBS)} ${thing(chance)}${when}`;
};

function sentence(chance: Random): string {
  const first = clause(chance);
  return chance.uniform() < 0.3 ? `${first} ${pick(chance, JOINTS)} ${clause(chance)}. ` : `${first}. `;
}

/** A text of at least so many characters. */
export function drawText(chance: Random, length: number): string {
  let text = "";
  while (text.length < length) text += sentence(chance);
  return text;
}

export const symbolsOf = (text: string): readonly number[] => Array.from(text, (letter) => ALPHABET.indexOf(letter));

/** Six characters somewhere in a text, and the one that follows. */
export function drawCharacters(chance: Random): Sample {
  const symbols = symbolsOf(drawText(chance, 80));
  const at = chance.below(60);
  return { input: Float32Array.from(symbols.slice(at, at + CONTEXT)), label: symbols[at + CONTEXT] ?? 0 };
}
