import { fixed } from "../../../sim/core/quantity.ts";
import { announce } from "../announce.ts";
import { type AnyCellMap, paintGroup, pixelOrder, readGroups, sumOf } from "../cell-map.ts";
import { csv } from "../csv.ts";
import { Lull } from "../lull.ts";
import { beatNow } from "../run-clock.ts";
import type { Session } from "../session.ts";
import { download } from "../share.ts";
import { cellHand } from "./cell-hand.ts";
import { tableRows } from "./chart-table.ts";
import { define } from "./define.ts";
import { ChapterElement, type Page } from "./page.ts";
import { mark, say } from "./say.ts";

/** While a run plays the words rest (ms). */
const SOON = 120;
const MARKS = ["outline", "dot", "cross"] as const;

/** What the page has of one group. */
interface Face {
  readonly root: HTMLElement;
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
  readonly pixels: Uint32Array;
  readonly marks: Readonly<Record<(typeof MARKS)[number], Element | null>>;
}

/** Whether any of these cells has another state; also where nothing was shown before. */
const differs = (cells: Uint8Array, shown: Uint8Array, from: number, to: number): boolean => {
  for (let cell = from; cell < to; cell++) if (cells[cell] !== shown[cell]) return true;
  return false;
};

/** `<lab-cell-map of="swissCheese">`: a canvas a group, its marks, its words, and a cursor that tells a cell. */
export class LabCellMap extends ChapterElement {
  #inView = false;
  #palette: Uint32Array = new Uint32Array();
  #faces: Face[] = [];
  #order: Uint16Array = new Uint16Array();
  /** The cell that is told, and whether the reader's hand put it there. */
  #cell: number | null = null;
  /** What the canvases show; nothing yet. */
  #shown: Uint8Array = new Uint8Array();
  #countedAt = -1;

  protected start(page: Page): void {
    this.opened(async (onShelf) => {
      const map = (await (onShelf ? page.furtherMaps() : page.maps))[this.named("of")];
      if (map && this.isConnected) this.#begin(page, map);
    });
  }

  #begin({ session, frames }: Page, map: AnyCellMap): void {
    this.#order = pixelOrder(map.grid);
    this.#faces = [...this.querySelectorAll<HTMLElement>(".group")].flatMap((root) => this.#face(root, map));
    const painter = { inView: () => this.#inView, paint: () => this.#paint(map, session) };
    const words = () => this.#words(map, session);
    const soon = new Lull(SOON, words);
    this.undoing(frames.onChart(painter));
    this.undoing(frames.onRest(words));
    const sight = new IntersectionObserver(
      (entries) => {
        this.#inView = entries.some(({ isIntersecting }) => isIntersecting);
        if (this.#inView) frames.only(painter);
      },
      { rootMargin: "120px" },
    );
    sight.observe(this);
    this.undoing(() => sight.disconnect());
    const colors = () => {
      this.#palette = this.#colors(map);
      this.#shown = new Uint8Array();
      frames.only(painter);
    };
    this.#onTheme(colors);
    colors();
    this.#hand(map, session);
    this.#data(map, session);
    const bar = this.inside("progress.computing", HTMLProgressElement);
    this.undoing(
      session.listen((change) => {
        if (change === "computing") {
          bar.classList.toggle("busy", session.computing !== null);
          bar.value = session.computing ?? 0;
        }
        if (change !== "time" && change !== "trials" && change !== "stage") return;
        frames.only(painter);
        soon.stir();
      }),
    );
    words();
  }

  #face(root: HTMLElement, { grid }: AnyCellMap): Face[] {
    const canvas = root.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!context) return [];
    const image = context.createImageData(grid.across, grid.down);
    const [outline = null, dot = null, cross = null] = MARKS.map((name) => root.querySelector(`path.${name}`));
    const pixels = new Uint32Array(image.data.buffer);
    return [{ root, context, image, pixels, marks: { outline, dot, cross } }];
  }

  /** As the browser resolves them: a custom property would still say light-dark(). */
  #colors({ states }: AnyCellMap): Uint32Array {
    return Uint32Array.from(states, (_, state) => {
      const swatch = this.querySelector(`.swatch[data-state="${state}"]`);
      const [red = 0, green = 0, blue = 0] = swatch
        ? (getComputedStyle(swatch).color.match(/[\d.]+/g) ?? []).map(Number)
        : [];
      // Little-endian, as every browser's machine is.
      return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    });
  }

  #onTheme(changed: () => void): void {
    const theme = new MutationObserver(changed);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", changed);
    this.undoing(() => {
      theme.disconnect();
      system.removeEventListener("change", changed);
    });
  }

  /** Paints the groups that changed. Marks and counts follow once a beat: they lay out, and layers are painted again. */
  #paint(map: AnyCellMap, { model, view }: Session): void {
    const cells = map.cells(model, view);
    for (const [group, face] of this.#faces.entries()) {
      const [from, to] = [group * this.#order.length, (group + 1) * this.#order.length];
      if (!differs(cells, this.#shown, from, to)) continue;
      paintGroup(this.#order, group, cells, this.#palette, face.pixels);
      face.context.putImageData(face.image, 0, 0);
    }
    this.#shown = cells;
    const now = beatNow();
    if (now === this.#countedAt) return;
    this.#countedAt = now;
    this.#count(map, cells);
  }

  /** The marks, and the counts of the key and of each group. */
  #count(map: AnyCellMap, cells: Uint8Array): void {
    const groups = readGroups(map, cells);
    for (const [group, { marks }] of this.#faces.entries())
      for (const name of MARKS) mark(marks[name], "d", groups[group]?.paths[name] ?? "");
    for (const what of ["cells", "blocks"] as const) {
      for (const [group, { root }] of this.#faces.entries())
        for (const part of root.querySelectorAll<HTMLElement>(`.counts [data-${what}]`))
          say(part, fixed(groups[group]?.[what][Number(part.dataset[what])] ?? 0, 0));
      for (const part of this.querySelectorAll<HTMLElement>(`.cell-key [data-${what}]`))
        say(part, fixed(sumOf(groups, what, Number(part.dataset[what])), 0));
    }
  }

  #words(map: AnyCellMap, session: Session): void {
    const { model, view } = session;
    this.#count(map, map.cells(model, view));
    say(this.querySelector(".finding"), map.finding(model, view));
    say(this.querySelector(".explains"), map.reading?.(model, view) ?? "");
    if (this.#cell !== null) this.#tell(map, session);
    const table = this.querySelector<HTMLDetailsElement>("details.data[open]");
    table?.querySelector("tbody")?.replaceChildren(...tableRows(map, model, view));
  }

  #tell(map: AnyCellMap, { model, view }: Session): string {
    const told = this.#cell === null ? "" : map.tell(model, view, this.#cell);
    say(this.querySelector(".told"), told);
    return told;
  }

  /** A pointer, a finger or the arrow keys: each puts the cursor on a cell. */
  #hand(map: AnyCellMap, session: Session): void {
    const board = this.inside(".cells", HTMLElement);
    mark(board, "aria-label", `${map.title}. Arrow keys go from block to block, comma and period from cell to cell.`);
    board.removeAttribute("aria-labelledby");
    mark(board, "aria-describedby", `${this.id}-told`);
    say(this.querySelector(".told"), "Point at a cell, tap it, or use the arrow keys here: each tells what it does.");
    cellHand(board, map.grid, (cell, byKeys) => {
      this.#cell = cell;
      const told = this.#tell(map, session);
      if (byKeys) announce(told, "cell");
    });
  }

  #data(map: AnyCellMap, session: Session): void {
    this.querySelector("details.data")?.addEventListener("toggle", () => this.#words(map, session));
    this.querySelector(".csv")?.addEventListener("click", () => {
      const name = `${session.chapter.id.replaceAll("/", "-")}-${this.named("of")}`;
      const text = csv(map.columns, map.rows(session.model, session.view));
      if (download({ name, type: "csv", text }, document) !== "done")
        say(this.querySelector(".told"), "The download was refused here. The table holds the same rows.");
    });
  }
}

define({ "lab-cell-map": LabCellMap });
