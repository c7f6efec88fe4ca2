import type { SdcDetective } from "../../../sim/fault-tolerance/sdc-detective.ts";
import { type Chart, moving } from "../../kit/chart.ts";
import { blocks, columnsOf, type Label, labels, remembered, strokes } from "../../kit/plot-parts.ts";
import type { View } from "../../kit/view.ts";
import { beliefMarks, inputMarks, PICTURE } from "./sdc-sight.ts";
import { partStruck, WORD_HEIGHT, wordMarks } from "./sdc-word.ts";
import { className, count, inWords, percent, title } from "./sdc-words.ts";

const WORD = PICTURE + 44;
const HEIGHT = WORD + WORD_HEIGHT + 8;
/** Beyond it the bars say no more (px). */
const WIDEST = 640;

const where = ({ given: { place }, layerStruck, weightStruck, bitStruck }: SdcDetective): string => {
  if (place === "torn") return `Layer ${layerStruck}, a write that ended before weight ${count(weightStruck)}`;
  const what = place === "memory" ? "" : place === "compute" ? "one result of " : "the unit of ";
  return `Layer ${layerStruck}, ${what}weight ${count(weightStruck)}, bit ${bitStruck}`;
};

/** What the fault made of the answer. */
const answer = (model: SdcDetective): string => {
  const [before, after] = [className(model, model.answerBefore), className(model, model.answerAfter)];
  const sure = `at ${percent(model.confidenceAfter, 0)}`;
  return before === after ? `the answer stays “${before}”, ${sure}` : `“${before}” becomes “${after}”, ${sure}`;
};

/** What the fault made of the word. */
function change(model: SdcDetective): string {
  const { word, given, bitBefore, bitAfter, valueBefore, valueAfter } = model;
  if (model.rescued) return `${where(model)}: the older slot was restored`;
  if (given.place === "torn") return `${where(model)}: what lies behind is 0`;
  if (word.before === word.after) return `${where(model)}, was ${bitBefore} already`;
  const [from, to] = [inWords(valueBefore, valueAfter), inWords(valueAfter, valueBefore)];
  return `${where(model)} (${partStruck(model)}) goes from ${bitBefore} to ${bitAfter}, and ${from} becomes ${to}`;
}

const benchOf = (isStory: boolean): Chart<SdcDetective> => {
  const stepOf = ({ step }: View): number => (isStory ? step : 3);
  return {
    title: "An input, a word, an answer",
    finding(model, view) {
      const step = stepOf(view);
      const seen = `Input ${model.given.input}: “${className(model, model.answerBefore)}” with ${percent(model.confidenceBefore, 0)} of the network’s belief`;
      if (step === 0) return `${seen}.`;
      if (step === 1) return `${where(model)}: it says ${inWords(model.valueBefore, model.valueBefore)}.`;
      if (step === 2) return `${change(model)}.`;
      return `${change(model)}; ${answer(model)}.`;
    },
    reading: () =>
      "Left, what the network gets; beside it, how it shares its belief, open before the fault and full after it. Below, the word bit by bit.",
    columns: {
      class: { label: "Answer", style: "number" },
      before: { label: "Belief before", style: "percent" },
      after: { label: "Belief after", style: "percent" },
    },
    rows: (model) =>
      model.shown.classes.map((_, i) => ({
        class: className(model, i),
        before: model.shown.before[i] ?? 0,
        after: model.shown.after[i] ?? 0,
      })),
    frame: () => ({ height: HEIGHT, margin: 0 }),
    marks(width) {
      const parts = remembered((model: SdcDetective, view: View) => {
        const step = stepOf(view);
        const input = inputMarks(model);
        const belief = beliefMarks(model, Math.min(width, WIDEST), step >= 3);
        const word = wordMarks(model, WORD, Math.min(width, WIDEST), { before: step >= 1, after: step >= 2 });
        const heading: Label = { ...title(where(model)), top: WORD + 13 };
        return {
          blocks: [...input.blocks, ...belief.blocks, ...word.blocks],
          strokes: belief.strokes,
          labels: [...input.labels, ...belief.labels, ...(step >= 1 ? [heading] : []), ...word.labels],
        };
      });
      return [
        moving(blocks, (model: SdcDetective, view: View) => columnsOf(parts(model, view).blocks)),
        moving(strokes, (model: SdcDetective, view: View) => columnsOf(parts(model, view).strokes)),
        moving(labels, (model: SdcDetective, view: View) => columnsOf(parts(model, view).labels)),
      ];
    },
  };
};

/** The bench: input, word and belief, before and after. */
export const bench = benchOf(false);
/** The same in the four steps of the story: what it sees, the word, the flip, the answer. */
export const benchStory = benchOf(true);
