import type { OutputSpec } from "../../../sim/core/model.ts";
import { tell } from "../../../sim/core/quantity.ts";
import { tellNamed } from "../manner.ts";
import { numberOf } from "../model-values.ts";
import { predictionOf } from "../prediction.ts";
import { ChapterElement, type Page } from "./page.ts";
import { choiceWords } from "./words.ts";

/** `<lab-value of="mtbf">`: a number in prose that follows the levers. What an open search would give away says so. */
export class LabValue extends ChapterElement {
  protected start({ session, frames }: Page): void {
    const name = this.named("of");
    const { known = [], levers = [], shows = [] } = session.chapter.search ?? {};
    const inSearch = new Set([...known, ...levers, ...shows]);
    const told = () =>
      session.searching && !inSearch.has(name)
        ? "(hidden)"
        : (tellNamed(
            session.module,
            name,
            (output) => numberOf(session.model, output),
            (lever) => session.params[lever],
          ) ?? "–");
    const update = () => {
      const text = told();
      if (this.textContent !== text) this.textContent = text;
    };
    this.undoing(frames.onValues(update));
    update();
  }
}

/** A reader's own number keeps the decimals that the reader gave it. */
const asTyped = (output: OutputSpec | undefined, value: number | null): string =>
  output && value !== null ? tell(value, { ...output, digits: String(value).split(".")[1]?.length ?? 0 }) : "–";

/** `<lab-mine of="choice">`: what the reader committed to, held against the model at the mission's preset. */
export class LabMine extends ChapterElement {
  protected start({ session, atMission }: Page): void {
    const part = this.named("of");
    const { lock } = session.chapter;
    const asOutput = (name: string | undefined, value: number | null): string =>
      (name &&
        value !== null &&
        tellNamed(
          session.module,
          name,
          () => value,
          () => value,
        )) ||
      "–";
    this.follow(session, ["stage"], () => {
      const prediction = predictionOf(session, atMission);
      if (!prediction) return;
      const told: Record<string, string> = {
        choice: choiceWords(prediction.choice),
        number: asTyped(session.module.outputs[lock.of], prediction.number),
        mark: asOutput(lock.marks, prediction.mark),
        off: prediction.off === null ? "–" : `${prediction.off.toFixed(2)}×`,
      };
      this.textContent = told[part] ?? "–";
    });
  }
}
