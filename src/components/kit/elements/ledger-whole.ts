import { exportLedger } from "../ledger-text.ts";
import { isUntouched } from "../record.ts";
import { reportJson, reportMarkdown } from "../report-text.ts";
import { takeIn } from "../take-in.ts";
import { line } from "./entry-view.ts";
import { give, isoDay, print, show } from "./handed.ts";
import { ledger, onBook, tellBook, toldChapter, wholeReport } from "./ledger-book.ts";

/** The longest file that is read (bytes): far more than a browser's storage takes. */
const LONGEST = 20e6;

/** `<lab-ledger base="/">`: the ledger as a whole: report of all chapters, the file to take along, and back. */
export class LabLedger extends HTMLElement {
  connectedCallback(): void {
    this.hidden = false;
    this.addEventListener("click", (event) => {
      const what = event.target instanceof HTMLElement ? event.target.closest("button")?.dataset.do : undefined;
      if (what) void this.#do(what);
    });
    this.querySelector("input")?.addEventListener("change", (event) => {
      const field = event.target;
      if (field instanceof HTMLInputElement) void this.#take(field);
    });
    onBook(() => this.#notices());
    this.#notices();
  }

  get #out(): HTMLElement {
    const out = this.querySelector<HTMLElement>(".shared");
    if (!out) throw new Error("lab-ledger: there is no .shared");
    return out;
  }

  /** Every record, with what its chapter's page says. */
  #reports() {
    const base = this.getAttribute("base") ?? "/";
    const records = ledger.all().filter((record) => !isUntouched(record));
    return Promise.all(
      records.map(async (record) => {
        const told = await toldChapter(`${base}${record.chapter}/`);
        return { record, report: await wholeReport(record, told) };
      }),
    );
  }

  async #do(what: string): Promise<void> {
    this.#out.replaceChildren();
    const day = isoDay(new Date());
    if (what === "print") return print(this.#out);
    if (what === "export")
      return give(this.#out, { name: `fleet-labs-ledger-${day}`, type: "json", text: exportLedger(ledger.all()) });
    const reports = await this.#reports();
    const name = `fleet-labs-report-${day}`;
    if (what === "json") give(this.#out, { name, type: what, text: reportJson(reports, day) });
    if (what === "md") {
      const text = reportMarkdown(
        reports.map(({ report }) => report),
        day,
      );
      give(this.#out, { name, type: what, text });
    }
  }

  async #take(field: HTMLInputElement): Promise<void> {
    const file = field.files?.[0];
    if (!file) return;
    const sentences =
      file.size > LONGEST
        ? ["The file is too long to be a ledger of this book. Nothing was taken from it."]
        : await file.text().then(
            (text) => takeIn(ledger, text),
            () => ["The file could not be read. Nothing was taken from it."],
          );
    // The same file can be chosen again.
    field.value = "";
    show(this.#out, sentences.join(" "));
    tellBook();
  }

  #notices(): void {
    document.getElementById("notices")?.replaceChildren(...ledger.notices.map((notice) => line(notice)));
  }
}
