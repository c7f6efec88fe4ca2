import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import type { Block, Label } from "../../kit/plot-parts.ts";
import { short } from "./sdc-words.ts";

/** Parts of a word from its highest bit down. */
const PARTS: Readonly<Record<string, readonly (readonly [name: string, bits: number, tint: number])[]>> = {
  bf16: [
    ["sign", 1, 42],
    ["exponent", 8, 20],
    ["mantissa", 7, 4],
  ],
  fp32: [
    ["sign", 1, 42],
    ["exponent", 8, 20],
    ["mantissa", 23, 4],
  ],
  int8: [
    ["sign", 1, 42],
    ["value", 7, 4],
  ],
  int32: [
    ["sign", 1, 42],
    ["value", 31, 4],
  ],
};

/** A sum stands in a register: fp32, or int32 where the weights are int8. */
const formatOf = ({ given: { format, place } }: SdcDetective): string =>
  place === "memory" || place === "torn" ? format : format === "int8" ? "int32" : "fp32";

export const partsOf = (model: SdcDetective) => PARTS[formatOf(model)] ?? [];

/** Which part of its word the struck bit belongs to. */
export function partStruck(model: SdcDetective): string {
  let from = model.word.bits;
  for (const [name, bits] of partsOf(model)) {
    from -= bits;
    if (model.bitStruck >= from) return name;
  }
  return "";
}

const ROW = 22;
const [FIRST, SECOND] = [42, 94];
export const WORD_HEIGHT = 132;

export interface Seen {
  readonly before: boolean;
  readonly after: boolean;
}

/** The word before and after the fault, bit by bit, from this height down. */
export function wordMarks(model: SdcDetective, top: number, width: number, seen: Seen) {
  const { word } = model;
  const cell = Math.min(28, Math.floor(width / word.bits));
  const cells: Block[] = [];
  const digits: Label[] = [];
  const rows = [
    {
      at: FIRST,
      bits: word.before,
      value: word.valueBefore,
      other: word.valueAfter,
      text: "before",
      there: seen.before,
    },
    { at: SECOND, bits: word.after, value: word.valueAfter, other: word.valueBefore, text: "after", there: seen.after },
  ].filter(({ there }) => there);
  for (const { at, bits, value, other, text } of rows) {
    digits.push({ left: 0, top: top + at - 7, text: `${text}: ${short(value, other)}`, fill: "var(--ink)" });
    let index = 0;
    for (const [, count, tint] of partsOf(model))
      for (let i = 0; i < count; i++, index++) {
        const bit = word.bits - 1 - index;
        const isStruck = bit === model.bitStruck && model.given.place !== "torn";
        cells.push({
          left: index * cell + 0.5,
          right: (index + 1) * cell - 0.5,
          top: top + at,
          bottom: top + at + ROW,
          fill: isStruck
            ? "color-mix(in srgb, var(--broken) 26%, var(--paper))"
            : `color-mix(in srgb, var(--ink) ${tint}%, var(--paper))`,
          stroke: isStruck ? "var(--broken)" : "var(--rule)",
        });
        digits.push({
          left: (index + 0.5) * cell,
          top: top + at + 15.5,
          text: String((bits >>> bit) & 1),
          anchor: "middle",
          fill: "var(--ink)",
          bold: isStruck,
          halo: "none",
        });
      }
  }
  let from = 0;
  const names = partsOf(model).map(([text, count]): Label => {
    const [left, right] = [from * cell, (from + count) * cell];
    from += count;
    const place = text === "sign" ? left : text === "exponent" ? right - 2 : (left + right) / 2;
    const anchor = text === "sign" ? "start" : text === "exponent" ? "end" : "middle";
    return { left: place, top: top + WORD_HEIGHT, text, anchor };
  });
  return { blocks: cells, labels: rows.length > 0 ? [...digits, ...names] : digits };
}
