import type { Model } from "../../../sim/core/model.ts";
import type { AnyCellMap } from "../cell-map.ts";
import type { AnyChart } from "../chart.ts";
import type { Frames } from "../frames.ts";
import type { Change } from "../page-state.ts";
import type { Session } from "../session.ts";

/** What every element of a chapter's page shares, once the model has come. */
export interface Page {
  readonly session: Session;
  readonly frames: Frames;
  /** The model's outputs at the mission's preset, for what the lock asked. */
  readonly atMission: object;
  /** The model itself at the mission's preset: a slow one comes from the worker. */
  readonly mission: Promise<Model>;
  /** The charts, with Plot and what they draw: they come after the levers answer. */
  readonly charts: Promise<Readonly<Record<string, AnyChart>>>;
  /** The maps of cells, with the charts. */
  readonly maps: Promise<Readonly<Record<string, AnyCellMap>>>;
  /** The charts of the Further sections, when one is opened. */
  further(): Promise<Readonly<Record<string, AnyChart>>>;
  /** The maps of the Further sections, likewise. */
  furtherMaps(): Promise<Readonly<Record<string, AnyCellMap>>>;
  /** True inside a frame: nothing sticks, nothing scrolls by itself. */
  readonly framed: boolean;
  readonly mode: "learn" | "demo" | "review";
  /** The id of an assignment, where the link names one. */
  readonly assign: string | null;
  /** The query that reopens these levers, with all that the instructor's link set. */
  query(): string;
  /** Puts a sentence in the page's notices. */
  notice(sentence: string): void;
}

const { promise, resolve } = withResolvers();
/** The page, once the model has come. */
export const ready = promise;

/** Called once by the chapter's own element. */
export const openPage = (page: Page): void => resolve(page);

/** `Promise.withResolvers`, which browsers before 2024 lack. */
function withResolvers() {
  const parts: { resolve?: (page: Page) => void } = {};
  const promise = new Promise<Page>((resolve) => {
    parts.resolve = resolve;
  });
  return { promise, resolve: (page: Page) => parts.resolve?.(page) };
}

/** The script may run while the page is still coming: a moment later (ms) the parser has come further. */
const SOON = 8;
let moment: Promise<void> | null = null;

/** The next moment to look again, one for all who wait; the last of them is the end of the page. */
export const soon = (): Promise<void> => {
  moment ??= new Promise((resolve) => {
    const look = () => {
      moment = null;
      resolve();
    };
    setTimeout(look, SOON);
    addEventListener("DOMContentLoaded", look, { once: true });
  });
  return moment;
};

const isWhole = (element: Element): boolean => {
  if (document.readyState !== "loading") return true;
  for (let part: Element | null = element; part; part = part.parentElement) if (part.nextSibling) return true;
  return false;
};

/** Resolves once an element has all its children. */
async function whole(element: Element): Promise<void> {
  while (!isWhole(element)) await soon();
}

/** An element of a chapter: it upgrades what the build laid down, once the page is ready. */
export abstract class ChapterElement extends HTMLElement {
  #undo: (() => void)[] = [];

  connectedCallback(): void {
    void Promise.all([ready, whole(this)]).then(([page]) => {
      if (this.isConnected) this.start(page);
    });
  }

  disconnectedCallback(): void {
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** Runs when page and model are there. */
  protected abstract start(page: Page): void;

  protected undoing(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Follows the session; `changes` names what concerns the element. */
  protected follow(session: Session, changes: readonly Change[], update: () => void): void {
    this.undoing(session.listen((change) => changes.includes(change) && update()));
    update();
  }

  /** In a Further section: once that is open. @param run is told whether the element lies in one */
  protected opened(run: (onShelf: boolean) => void): void {
    const shelf = this.closest<HTMLDetailsElement>("details.further");
    if (!shelf || shelf.open) {
      run(shelf !== null);
      return;
    }
    const open = () => run(true);
    shelf.addEventListener("toggle", open, { once: true });
    this.undoing(() => shelf.removeEventListener("toggle", open));
  }

  protected named(attribute: string): string {
    return this.getAttribute(attribute) ?? "";
  }

  /** A part of the element by its class; a missing one is a fault of the build. */
  protected inside<E extends Element>(selector: string, kind: new () => E): E {
    const found = this.querySelector(selector);
    if (!(found instanceof kind)) throw new Error(`${this.localName}: there is no ${selector}`);
    return found;
  }
}
