import type { AnyChart, Drawing, draw } from "../chart.ts";
import { Lull } from "../lull.ts";
import type { Session } from "../session.ts";
import { STILL, type View } from "../view.ts";
import { tableRows } from "./chart-table.ts";
import { ChapterElement, type Page } from "./page.ts";
import { say } from "./say.ts";

/** How long after a moment or a study changed the words follow (ms): while a run plays they rest. */
const SOON = 60;

/** What a chart shows: the page's model, or the mission's where the chart belongs to the story. */
type Subject = () => { readonly model: object; readonly view: View };

/** `<lab-chart of="youngDalyCostCurve">`: the picture, its caption, its table and its CSV, all from one value. */
export class LabChart extends ChapterElement {
  #drawing: Drawing<object> | null = null;
  #inView = false;
  /** As the observer told it: to ask the pane at each paint would force a layout. */
  #width = 0;

  protected start(page: Page): void {
    this.opened((onShelf) => this.#begin(page, onShelf ? page.further() : page.charts));
  }

  async #subject({ session, mission }: Page): Promise<Subject> {
    if (this.named("at") !== "mission") return () => session;
    const model = await mission;
    return () => ({ model, view: { ...STILL, step: session.view.step } });
  }

  #begin(page: Page, charts: Page["charts"]): void {
    const { session, frames } = page;
    const name = this.named("of");
    const pane = this.inside(".pane", HTMLElement);
    void Promise.all([charts, this.#subject(page), import("../chart.ts")]).then(([found, subject, { draw }]) => {
      const chart = found[name];
      if (!chart || !this.isConnected) return;
      const painter = { inView: () => this.#inView, paint: () => this.#paint(draw, chart, subject, pane) };
      this.undoing(frames.onChart(painter));
      this.#watch(pane, () => frames.only(painter));
      // The words follow also where the picture is out of sight: they are all that some readers have.
      const words = () => this.#words(chart, subject);
      const soon = new Lull(SOON, words);
      this.undoing(frames.onRest(words));
      this.undoing(
        session.listen((change) => {
          if (change === "time" && chart.timeless) return;
          if (change === "texts" || change === "computing" || change === "moved" || change === "settled") return;
          frames.only(painter);
          soon.stir();
        }),
      );
      // On paper every chart is as wide as the paper, seen before or not.
      const paper = () => {
        this.#width = Math.floor(pane.clientWidth);
        this.#paint(draw, chart, subject, pane);
      };
      addEventListener("beforeprint", paper);
      this.undoing(() => removeEventListener("beforeprint", paper));
      this.#data(chart, subject, session);
      words();
    });
  }

  #watch(pane: HTMLElement, due: () => void): void {
    const sight = new IntersectionObserver(
      (entries) => {
        this.#inView = entries.some(({ isIntersecting }) => isIntersecting);
        if (this.#inView) due();
      },
      { rootMargin: "120px" },
    );
    sight.observe(pane);
    const size = new ResizeObserver(([entry]) => {
      this.#width = Math.floor(entry?.contentRect.width ?? 0);
      if (this.#drawing?.width !== this.#width) due();
    });
    size.observe(pane);
    this.undoing(() => sight.disconnect());
    this.undoing(() => size.disconnect());
  }

  #paint(drawn: typeof draw, chart: AnyChart, subject: Subject, pane: HTMLElement): void {
    const { model, view } = subject();
    const size = this.#width;
    if (size === 0) return;
    if (this.#drawing === null || this.#drawing.width !== size || this.#drawing.outgrown(model)) {
      this.#drawing = drawn(chart, size, model, view, document);
      this.#drawing.svg.setAttribute("aria-labelledby", `${this.id}-finding`);
      pane.replaceChildren(this.#drawing.svg);
    } else this.#drawing.move(model, view);
  }

  #words(chart: AnyChart, subject: Subject): void {
    const { model, view } = subject();
    say(this.querySelector(".finding"), chart.finding(model, view));
    say(this.querySelector(".explains"), chart.reading?.(model, view) ?? "");
    if (this.querySelector<HTMLDetailsElement>("details.data")?.open) this.#table(chart, subject);
  }

  #data(chart: AnyChart, subject: Subject, session: Session): void {
    this.querySelector("details.data")?.addEventListener("toggle", () => this.#table(chart, subject));
    this.querySelector(".csv")?.addEventListener("click", () => {
      import("./download.ts")
        .then(({ downloadCsv }) => this.#refused(downloadCsv(chart, this.named("of"), session, subject())))
        .catch(() => this.#refused("The network is gone, and this part of the page had not come."));
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

  #table(chart: AnyChart, subject: Subject): void {
    const { model, view } = subject();
    this.querySelector("details.data tbody")?.replaceChildren(...tableRows(chart, model, view));
  }
}
