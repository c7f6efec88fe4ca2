import { mineOf } from "../mine.ts";
import { predictionOf } from "../prediction.ts";
import { ChapterElement, type Page } from "./page.ts";
import { choiceWords } from "./words.ts";

/** `<lab-mine of="choice">`: what the reader committed to, held against the model at the mission's preset. */
export class LabMine extends ChapterElement {
  protected start({ session, atMission }: Page): void {
    const { module, chapter } = session;
    this.follow(session, ["stage"], () => {
      const prediction = predictionOf(session, atMission);
      if (!prediction) return;
      const told = mineOf({ module, lock: chapter.lock, prediction, words: choiceWords(document, prediction.choice) });
      this.textContent = told[this.named("of")] ?? "–";
    });
  }
}
