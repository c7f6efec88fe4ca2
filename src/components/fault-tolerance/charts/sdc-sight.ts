import { ALPHABET } from "../../../sim/fault-tolerance/parts/sdc-shapes.ts";
import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Block, type Label, type Stroke, upright } from "../../kit/plot-parts.ts";
import { className, percent } from "./sdc-words.ts";

/** Side of the picture of an input, and where it begins (px). */
export const PICTURE = 112;
const TOP = 22;
const BELIEF = PICTURE + 20;
/** Classes with a bar: those most believed before or after. */
const SHOWN = 3;
const STEP = 37;

const shade = (red: number, green: number, blue: number): string =>
  `rgb(${[red, green, blue].map((part) => Math.round(255 * Math.min(1, Math.max(0, part)))).join(" ")})`;

function pixels(columns: number, rows: number, colour: (column: number, row: number) => string): Block[] {
  const [across, down] = [PICTURE / columns, PICTURE / rows];
  return Array.from({ length: columns * rows }, (_, i): Block => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return {
      left: column * across,
      right: (column + 1) * across,
      top: TOP + row * down,
      bottom: TOP + (row + 1) * down,
      fill: colour(column, row),
    };
  });
}

/** The real input: pixels of color or gray, energies by band and frame, or characters. */
export function inputMarks(model: SdcDetective): { blocks: Block[]; labels: Label[] } {
  const { input } = model.shown;
  const at = (i: number): number => input[i] ?? 0;
  const gray = (i: number): string => shade(at(i), at(i), at(i));
  const told = model.given.network === "language" ? "next is" : "it is";
  const heading: Label = {
    left: 0,
    top: 13,
    text: `Input ${model.given.input}: ${told} ${className(model, model.shown.label)}`,
    bold: true,
    fill: "var(--ink)",
  };
  switch (model.given.network) {
    case "lights":
      return {
        blocks: pixels(5, 5, (column, row) => {
          const i = 3 * (5 * row + column);
          return shade(at(i), at(i + 1), at(i + 2));
        }),
        labels: [heading],
      };
    case "glyphs":
      return { blocks: pixels(8, 8, (column, row) => gray(8 * row + column)), labels: [heading] };
    case "voice":
      // A column for each frame of 16 bands, the lowest band at the foot.
      return { blocks: pixels(4, 16, (column, row) => gray(16 * column + 15 - row)), labels: [heading] };
    case "language": {
      const blocks = pixels(6, 1, () => "var(--sheet)").map((cell) => ({
        ...cell,
        top: TOP + 40,
        bottom: TOP + 66,
        stroke: "var(--rule)",
      }));
      return {
        blocks,
        labels: [
          heading,
          ...blocks.map(({ left, right }, i): Label => {
            const character = ALPHABET[at(i)] ?? "";
            return {
              left: (left + right) / 2,
              top: TOP + 57,
              text: character === " " ? "" : character,
              anchor: "middle",
              fill: "var(--ink)",
              halo: "none",
            };
          }),
        ],
      };
    }
  }
}

/** How the network shares its belief, before and, once it is seen, after. */
export function beliefMarks(model: SdcDetective, width: number, seen: boolean) {
  const { before, after } = model.shown;
  const most = (i: number): number => Math.max(before[i] ?? 0, seen ? (after[i] ?? 0) : 0);
  const shown = before.map((_, i) => i).sort((a, b) => most(b) - most(a) || a - b);
  const drawn = { blocks: [] as Block[], strokes: [] as Stroke[], labels: [] as Label[] };
  const length = width - BELIEF;
  shown.slice(0, SHOWN).forEach((i, row) => {
    const top = TOP + 12 + row * STEP;
    const [was, is] = [before[i] ?? 0, after[i] ?? 0];
    const isAnswer = i === (seen ? model.answerAfter : model.answerBefore);
    const wrong = seen && isAnswer && model.answerAfter !== model.answerBefore;
    const fill = wrong ? "var(--broken)" : "var(--ink)";
    drawn.labels.push(
      { left: BELIEF, top, text: className(model, i), bold: isAnswer, fill },
      {
        left: width,
        top,
        text: seen ? `${percent(was, 0)} → ${percent(is, 0)}` : percent(was, 0),
        anchor: "end",
        fill: "var(--ink)",
      },
    );
    const bar = { left: BELIEF, top: top + 5, bottom: top + 11 };
    drawn.blocks.push({
      ...bar,
      right: BELIEF + Math.max(1, was * length),
      fill: "var(--paper)",
      stroke: "var(--axis)",
    });
    if (seen)
      drawn.blocks.push({ ...bar, top: top + 13, bottom: top + 19, right: BELIEF + Math.max(1, is * length), fill });
  });
  drawn.strokes.push(upright(BELIEF, TOP, TOP + SHOWN * STEP, { stroke: "var(--axis)" }));
  return drawn;
}
