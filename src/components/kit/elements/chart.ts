import { tell } from "../../../sim/core/quantity.ts";
import type { AnyChart, Drawing, draw } from "../chart.ts";
import type { Session } from "../session.ts";
import { ChapterElement, type Page } from "./page.ts";

/** `<lab-chart of="youngDalyCostCurve">`: the picture, its caption, its table and its CSV, all from one value. */
export class LabChart extends ChapterElement {
  #drawing: Drawing<object> | null = null;
  #inView = false;
  #toldAt = 0;

  protected start(page: Page): void {
    const shelf = this.closest<HTMLDetailsElement>("details.further");
    const opened = () => this.#begin(page, page.further());
    if (!shelf) this.#begin(page, page.charts);
    else if (shelf.open) opened();
    else {
      shelf.addEventListener("toggle", opened, { once: true });
      this.undoing(() => shelf.removeEventListener("toggle", opened));
    }
  }

  #begin({ session, frames }: Page, charts: Page["charts"]): void {
    const name = this.named("of");
    const pane = this.inside(".pane", HTMLElement);
    void Promise.all([charts, import("../chart.ts")]).then(([found, { draw }]) => {
      const chart = found[name];
      if (!chart || !this.isConnected) return;
      const painter = { inView: () => this.#inView, paint: () => this.#paint(draw, chart, session, pane) };
      this.undoing(frames.onChart(painter));
      const sight = new IntersectionObserver(
        (entries) => {
          this.#inView = entries.some(({ isIntersecting }) => isIntersecting);
          if (this.#inView) frames.only(painter);
        },
        { rootMargin: "120px" },
      );
      sight.observe(pane);
      const size = new ResizeObserver(() => {
        if (this.#drawing && this.#drawing.width !== width(pane)) frames.only(painter);
      });
      size.observe(pane);
      this.undoing(() => sight.disconnect());
      this.undoing(() => size.disconnect());
      this.undoing(
        session.listen((change) => {
          if (change === "texts" || change === "moved" || change === "computing") return;
          frames.only(painter);
        }),
      );
      this.#data(chart, session);
    });
  }

  #paint(drawn: typeof draw, chart: AnyChart, session: Session, pane: HTMLElement): void {
    const { model, view } = session;
    const size = width(pane);
    if (size === 0) return;
    const fresh = this.#drawing === null || this.#drawing.width !== size || this.#drawing.outgrown(model);
    if (fresh || !this.#drawing) {
      this.#drawing = drawn(chart, size, model, view, document);
      this.#drawing.svg.setAttribute("aria-labelledby", `${this.id}-finding`);
      pane.replaceChildren(this.#drawing.svg);
    } else this.#drawing.move(model, view);
    this.#tell(chart, session);
  }

  /** The caption is words: it follows at most ten times a second, and at rest. */
  #tell(chart: AnyChart, session: Session): void {
    clearTimeout(this.#toldAt);
    this.#toldAt = window.setTimeout(() => {
      const { model, view } = session;
      set(this.querySelector(".finding"), chart.finding(model, view));
      set(this.querySelector(".explains"), chart.reading?.(model, view) ?? "");
      const table = this.querySelector<HTMLDetailsElement>("details.data");
      if (table?.open) this.#table(chart, session);
    }, 60);
  }

  #data(chart: AnyChart, session: Session): void {
    this.querySelector("details.data")?.addEventListener("toggle", () => this.#table(chart, session));
    this.querySelector(".csv")?.addEventListener("click", (event) => {
      event.preventDefault();
      void import("./download.ts").then(({ downloadCsv }) =>
        this.#refused(downloadCsv(chart, this.named("of"), session)),
      );
    });
  }

  /** A frame that may not download shows the text, selected. */
  #refused(text: string | null): void {
    if (text === null) return;
    const field = this.querySelector<HTMLTextAreaElement>("textarea.file") ?? document.createElement("textarea");
    field.className = "file";
    field.readOnly = true;
    field.value = text;
    field.setAttribute("aria-label", "The data as CSV: copy it if no file comes");
    this.append(field);
    field.focus();
    field.select();
  }

  #table(chart: AnyChart, session: Session): void {
    const body = this.querySelector("details.data tbody");
    if (!body) return;
    const rows = chart.rows(session.model, session.view).map((row) => {
      const line = document.createElement("tr");
      for (const [name, column] of Object.entries(chart.columns)) {
        const cell = line.insertCell();
        const value = row[name];
        cell.textContent = typeof value === "number" ? tell(value, column) : (value ?? "");
      }
      return line;
    });
    body.replaceChildren(...rows);
  }
}

const width = (pane: HTMLElement): number => Math.floor(pane.clientWidth);

const set = (element: Element | null, text: string): void => {
  if (element && element.textContent !== text) element.textContent = text;
};
