import { fixed } from "../../../sim/core/quantity.ts";
import { announce } from "../announce.ts";
import { Lull } from "../lull.ts";
import { ChapterElement, type Page } from "./page.ts";

/** How long the levers must rest (ms) before the full study is asked for. */
const REST = 350;
/** How often (ms) a quick study is asked for while a lever moves: each has its charts drawn once more. */
const MOVING = 250;

/** `<lab-study of="monteCarlo">`: a longer computation beside the model, in the worker, with progress and cancel. */
export class LabStudy extends ChapterElement {
  protected start({ session }: Page): void {
    const study = this.named("of");
    const bar = this.inside("progress", HTMLProgressElement);
    const said = this.inside(".said", HTMLElement);
    const cancel = this.inside("[data-do=cancel]", HTMLButtonElement);
    const button = this.querySelector<HTMLButtonElement>("[data-do=run]");
    let moving = false;
    const { lab, model } = session.chapter;
    /** Who is on “Cancel” when there is nothing left to cancel goes on from the sentence beside it. */
    const withdraw = () => {
      if (document.activeElement === cancel) {
        said.tabIndex = -1;
        said.focus();
      }
      cancel.hidden = true;
    };
    const ask = async (haste: "moving" | "resting") => {
      const { compute } = await import("../compute.ts");
      const begun = performance.now();
      const { params } = session;
      if (haste === "resting") cancel.hidden = false;
      let over = false;
      const outcome = await compute(
        { lab, model, study, params, haste },
        {
          slot: study,
          onProgress: ({ done }) => {
            if (!over && haste === "resting") bar.value = done;
          },
        },
      );
      // Progress comes by a door of its own, and may come late.
      over = true;
      if (outcome.kind === "stale") return;
      if (haste === "resting") withdraw();
      if (outcome.kind === "failed") {
        said.textContent = outcome.why;
        return;
      }
      if (haste === "resting") bar.value = 1;
      const { studies, ran } = session.view;
      session.show({
        studies: { ...studies, [study]: outcome.value },
        ran: { ...ran, [study]: haste === "resting" ? params : null },
      });
      if (haste === "resting") said.textContent = `Done in ${fixed(performance.now() - begun, 0)} ms.`;
    };
    const offline = () => {
      said.textContent = "The simulation could not be loaded. The closed form stands.";
    };
    const rest = new Lull(REST, () => ask("resting").catch(offline));
    cancel.addEventListener("click", () => {
      void import("../compute.ts").then(({ cancelCompute }) => cancelCompute(study));
      withdraw();
      said.textContent = button ? "Cancelled." : "Cancelled. Move a lever to run it again.";
      announce("The simulation was cancelled.");
    });
    if (button) {
      button.addEventListener("click", () => {
        said.textContent = "Running …";
        ask("resting").catch(offline);
      });
      this.follow(session, ["settled", "stage"], () => {
        button.disabled = session.stage === "asked" || session.searching;
      });
      return;
    }
    this.undoing(
      session.listen((change) => {
        if (session.stage === "asked" || session.searching) return;
        if (change === "moved" && !moving) {
          moving = true;
          setTimeout(() => {
            moving = false;
            ask("moving").catch(offline);
          }, MOVING);
        }
        if (change === "moved" || change === "settled" || change === "stage") rest.stir();
      }),
    );
    if (session.stage !== "asked") rest.stir();
  }
}
