import type { OwnFindings } from "../../../sim/core/model.ts";
import { announce } from "../announce.ts";
import { cancelCompute, compute } from "../compute.ts";
import { csv } from "../csv.ts";
import type { Session } from "../session.ts";
import { define } from "./define.ts";
import { give } from "./handed.ts";
import { ownTable } from "./own-table.ts";
import { ChapterElement, type Page } from "./page.ts";

/** The longest file that is read (bytes): half a million jobs of a trace. */
const LONGEST = 50e6;

/** `<lab-own-file study="trace">`: a file of the reader's own goes through a study, in the worker; nothing of it is kept. */
export class LabOwnFile extends ChapterElement {
  /** Counts the files: an older one has nothing more to say. */
  #turn = 0;

  protected start({ session }: Page): void {
    const field = this.inside("input", HTMLInputElement);
    field.addEventListener("change", () => {
      const [file] = field.files ?? [];
      if (file) void this.#take(file, session);
      // The same file can be chosen again.
      field.value = "";
    });
    const zone = this.inside(".drop", HTMLElement);
    // All of the section takes a drop: beside the field the browser would leave the page for the file.
    const shelf = this.closest("details") ?? this;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const isLeft =
        event.type === "dragleave" && !(event.relatedTarget instanceof Node && shelf.contains(event.relatedTarget));
      zone.classList.toggle("over", event.type !== "drop" && !isLeft);
      const [file] = event.type === "drop" ? event.dataTransfer.files : [];
      if (file) void this.#take(file, session);
    };
    for (const name of ["dragover", "dragleave", "drop"])
      shelf.addEventListener(name, (event) => event instanceof DragEvent && over(event));
    this.inside("[data-do=cancel]", HTMLButtonElement).addEventListener("click", () => {
      this.#turn++;
      cancelCompute(this.#slot);
      this.#rest("Cancelled.");
    });
    this.undoing(() => cancelCompute(this.#slot));
  }

  get #slot(): string {
    return `own file: ${this.named("study")}`;
  }

  async #take(file: File, session: Session): Promise<void> {
    const turn = ++this.#turn;
    const isNewest = () => turn === this.#turn && this.isConnected;
    const found = this.inside(".findings", HTMLElement);
    found.replaceChildren();
    if (file.size > LONGEST) return this.#rest(`“${file.name}” is longer than 50\u00a0MB. Nothing was read.`);
    this.#run(`Playing “${file.name}” …`);
    const text = await file.text().catch(() => null);
    if (!isNewest()) return;
    if (text === null) return this.#rest(`“${file.name}” could not be read.`);
    const { lab, model } = session.chapter;
    const bar = this.inside("progress", HTMLProgressElement);
    const outcome = await compute(
      { lab, model, study: this.named("study"), params: session.explored, haste: "resting", text },
      {
        slot: this.#slot,
        onProgress: ({ done }) => {
          if (isNewest()) bar.value = done;
        },
      },
    );
    if (!isNewest() || outcome.kind === "stale") return;
    if (outcome.kind === "failed")
      return this.#rest(outcome.why.replace(/^The simulation stopped: /, `“${file.name}”: `));
    // The worker ran a study of this kind: its type was forgotten on the way.
    const findings = outcome.value as OwnFindings;
    this.#rest(`“${file.name}”, played.`);
    announce(findings.finding, "result");
    const out = document.createElement("div");
    const name = `${session.chapter.id.replaceAll("/", "-")}-own`;
    const hand = () => give(out, { name, type: "csv", text: csv(findings.columns, findings.rows) });
    found.replaceChildren(...ownTable(findings, hand), out);
  }

  #run(said: string): void {
    const bar = this.inside("progress", HTMLProgressElement);
    bar.value = 0;
    bar.hidden = false;
    this.inside("[data-do=cancel]", HTMLButtonElement).hidden = false;
    this.inside(".said", HTMLElement).textContent = said;
  }

  /** Who is on “Cancel” when there is nothing left to cancel goes on from the sentence beside it. */
  #rest(said: string): void {
    const words = this.inside(".said", HTMLElement);
    const cancel = this.inside("[data-do=cancel]", HTMLButtonElement);
    if (document.activeElement === cancel) {
      words.tabIndex = -1;
      words.focus();
    }
    cancel.hidden = true;
    this.inside("progress", HTMLProgressElement).hidden = true;
    words.textContent = said;
  }
}

define({ "lab-own-file": LabOwnFile });
