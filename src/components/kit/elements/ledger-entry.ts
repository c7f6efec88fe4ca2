import { announce } from "../announce.ts";
import { isUntouched } from "../record.ts";
import { reportJson, reportMarkdown } from "../report-text.ts";
import { entryView, line } from "./entry-view.ts";
import { give, isoDay } from "./handed.ts";
import { ledger, onBook, tellBook, toldChapter, wholeReport } from "./ledger-book.ts";

const DELETED = "Your work on this chapter is deleted from this device. Until you leave this page it can be put back.";

const button = (text: string, name: string, act: () => void): HTMLButtonElement => {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "act quiet";
  element.textContent = text;
  element.dataset.do = name;
  element.addEventListener("click", act);
  return element;
};

/** `<lab-entry chapter="…" page="…">`: all that a reader did in one chapter, its report, and its way out of the ledger. */
export class LabEntry extends HTMLElement {
  readonly #out = document.createElement("div");
  #turn = 0;
  #undo: (() => void) | null = null;
  #leave: (() => void)[] = [];

  connectedCallback(): void {
    this.#out.className = "shared";
    const changed = (chapter: string) => chapter === this.#id && void this.#show();
    this.#leave = [ledger.onChange(changed), onBook(() => void this.#show())];
    void this.#show();
  }

  disconnectedCallback(): void {
    for (const leave of this.#leave.splice(0)) leave();
  }

  get #id(): string {
    return this.getAttribute("chapter") ?? "";
  }

  /** What the record tells stands at once; the chapter's words come with its page. */
  async #show(): Promise<void> {
    const turn = ++this.#turn;
    const record = ledger.load(this.#id);
    if (!record || isUntouched(record)) return this.#lay([line("Nothing yet.", "tool")]);
    this.setAttribute("aria-busy", "true");
    const told = await toldChapter(this.getAttribute("page") ?? "");
    if (turn === this.#turn) this.#lay([...entryView(record, told), this.#buttons(), this.#out]);
  }

  #lay(nodes: readonly Node[]): void {
    this.removeAttribute("aria-busy");
    this.replaceChildren(...(this.#undo ? [this.#undoing(this.#undo)] : []), ...nodes);
  }

  #row(...nodes: readonly Node[]): HTMLElement {
    const row = document.createElement("div");
    row.className = "commit";
    row.append(...nodes);
    return row;
  }

  #buttons(): HTMLElement {
    return this.#row(
      button("Download the report (Markdown)", "md", () => void this.#report("md")),
      button("Download the report (JSON)", "json", () => void this.#report("json")),
      button("Delete from this device", "delete", () => this.#delete()),
    );
  }

  async #report(type: "md" | "json"): Promise<void> {
    const record = ledger.load(this.#id);
    if (!record) return;
    const report = await wholeReport(record, await toldChapter(this.getAttribute("page") ?? ""));
    const day = isoDay(new Date());
    const text = type === "md" ? reportMarkdown([report], day) : reportJson([{ report, record }], day);
    give(this.#out, { name: `${this.#id.replaceAll("/", "-")}-report`, type, text });
  }

  #delete(): void {
    this.#out.replaceChildren();
    this.#undo = ledger.remove(this.#id);
    announce(DELETED);
    tellBook();
    this.querySelector<HTMLElement>("[data-do=undo]")?.focus();
  }

  #undoing(undo: () => void): HTMLElement {
    const said = document.createElement("span");
    said.textContent = DELETED;
    const back = button("Put it back", "undo", () => {
      undo();
      this.#undo = null;
      announce("Your work on this chapter is back.");
      tellBook();
      this.parentElement?.querySelector<HTMLElement>("a")?.focus();
    });
    return this.#row(said, back);
  }
}
