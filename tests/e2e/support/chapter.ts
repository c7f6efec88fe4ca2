import { expect, type Locator, type Page } from "@playwright/test";

export const CHAPTER = "fault-tolerance/cloud-titan/young-daly-audit";

export const PARTS = ["situation", "lock", "workbench", "trials", "peek", "explanation", "reflect", "log"] as const;
export type Part = (typeof PARTS)[number];

export interface Answer {
  readonly choice: RegExp;
  /** None where the choice brings its own number. */
  readonly number?: string;
  readonly sure?: "a guess" | "fairly sure" | "sure";
}

export const DECREASES = /^It decreases/;
export const SAME = /^It stays the same/;
export const INCREASES = /^It increases/;

/** The answer that most readers give: the direction is right, the size is the misconception. */
export const TWICE: Answer = { choice: INCREASES, number: "2", sure: "fairly sure" };

/** A chapter as a reader sees it: found by names and roles wherever a reader has them. */
export class Chapter {
  readonly page: Page;
  readonly id: string;

  constructor(page: Page, id = CHAPTER) {
    this.page = page;
    this.id = id;
  }

  /** Opens the chapter and waits until its levers answer. */
  async open(link = "", { framed = false } = {}): Promise<this> {
    await this.page.goto(`/${framed ? "embed/" : ""}${this.id}/${link}`);
    await this.ready();
    return this;
  }

  async ready(): Promise<void> {
    await expect(this.page.locator("lab-chapter")).toHaveAttribute("data-ready");
    await expect(this.page.locator("lab-lever:not([data-ready])")).toHaveCount(0);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  part(part: Part): Locator {
    return this.page.locator(`[data-part="${part}"]`);
  }

  get stage(): Locator {
    return this.page.locator("lab-chapter");
  }

  get notices(): Locator {
    return this.page.locator("#notices");
  }

  // ---- the lock

  get lock(): Locator {
    return this.part("lock");
  }

  async answer({ choice, number, sure = "fairly sure" }: Answer): Promise<void> {
    await this.lock.getByRole("radio", { name: choice }).check({ force: true });
    if (number !== undefined) await this.lock.getByRole("spinbutton").fill(number);
    await this.lock.getByRole("radio", { name: sure, exact: true }).check({ force: true });
  }

  get commitButton(): Locator {
    return this.lock.getByRole("button", { name: "Commit this answer" });
  }

  async commit(answer: Answer = TWICE): Promise<void> {
    await this.answer(answer);
    await this.commitButton.click();
    await expect(this.stage).toHaveAttribute("data-stage", "committed");
  }

  // ---- levers and values

  /** A lever by its name in the model. The interval's lies under the chart, and once more in the search. */
  lever(name: string, part: Part | "further" = "workbench"): Locator {
    return this.page.locator(`[data-part="${part}"] lab-lever[name="${name}"]`).first();
  }

  slider(name: string, part: Part = "workbench"): Locator {
    return this.lever(name, part).locator("input[type=range]");
  }

  box(name: string, part: Part = "workbench"): Locator {
    return this.lever(name, part).locator("input[type=number]");
  }

  /** Types a value into a lever's box, as a reader does who knows the number. */
  async set(name: string, value: number | string, part: Part = "workbench"): Promise<void> {
    await this.box(name, part).fill(String(value));
    await this.box(name, part).press("Enter");
  }

  /** Puts the pointer on a slider and drags it to a share of its length, through some places between. */
  async drag(name: string, share: number, part: Part = "workbench"): Promise<void> {
    const slider = this.slider(name, part);
    await slider.scrollIntoViewIfNeeded();
    const place = await boxOf(slider);
    const { width } = place;
    const from = await slider.evaluate((input: HTMLInputElement) => {
      const [min, max] = [Number(input.min), Number(input.max)];
      return (input.valueAsNumber - min) / (max - min);
    });
    const y = place.y + place.height / 2;
    await this.page.mouse.move(place.x + from * width, y);
    await this.page.mouse.down();
    await this.page.mouse.move(place.x + share * width, y, { steps: 8 });
    await this.page.mouse.up();
  }

  /** A number in the words. */
  value(name: string, part: Part | "further" = "workbench"): Locator {
    return this.page.locator(`[data-part="${part}"] lab-value[of="${name}"]`).first();
  }

  badge(name: string): Locator {
    return this.page.locator(`lab-badge[of="${name}"]`);
  }

  failure(name: string): Locator {
    return this.page.getByRole("group", { name });
  }

  chart(name: string): Locator {
    return this.page.locator(`lab-chart[of="${name}"]`).last();
  }

  history(what: "Undo" | "Redo" | "Reset to the mission"): Locator {
    return this.page.locator("lab-history").getByRole("button", { name: what, exact: true });
  }

  preset(name: string): Locator {
    return this.page.locator("lab-presets").getByRole("radio", { name });
  }

  // ---- the search

  get trials(): Locator {
    return this.part("trials");
  }

  get runButton(): Locator {
    return this.trials.locator("[data-do=run]");
  }

  get rows(): Locator {
    return this.trials.locator("tbody tr:not(.none)");
  }

  async runTrial(): Promise<void> {
    const before = await this.rows.count();
    await this.runButton.click();
    await expect(this.rows).toHaveCount((before % 10) + 1);
  }

  // ---- the rest

  get reflection(): Locator {
    return this.part("reflect").getByRole("textbox").first();
  }

  async reflect(text: string): Promise<void> {
    await this.reflection.fill(text);
    await this.part("reflect").getByRole("button", { name: "Keep in the ledger" }).click();
    await expect(this.stage).toHaveAttribute("data-stage", "defended");
  }

  async share(entry: string): Promise<void> {
    const menu = this.page.locator("lab-share details");
    if ((await menu.getAttribute("open")) === null) await menu.locator("summary").click();
    await menu.getByRole("button", { name: entry }).click();
  }

  /** Opens every disclosure in the words; the menu of the head stays shut, since it covers them. */
  async openAll(): Promise<void> {
    await this.page.evaluate(() => {
      for (const details of document.querySelectorAll<HTMLDetailsElement>("main details")) details.open = true;
    });
  }

  /** Brings a chart’s picture into view until it is drawn live; what is drawn above it may push it away meanwhile. */
  async show(name: string): Promise<Locator> {
    const svg = this.chart(name).locator(".pane > svg");
    await expect(async () => {
      await this.chart(name).locator(".pane").scrollIntoViewIfNeeded();
      await expect(svg).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 15_000 });
    return svg;
  }

  /** Brings every picture into view in turn, within the page: nine charts are many round trips. */
  async showAll(): Promise<void> {
    const missing = await this.page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      const charts = [...document.querySelectorAll("lab-chart")].filter((chart) => chart.checkVisibility());
      const undrawn: string[] = [];
      for (const chart of charts) {
        const pane = chart.querySelector(".pane");
        const end = performance.now() + 15_000;
        while (!pane?.querySelector(":scope > svg") && performance.now() < end) {
          pane?.scrollIntoView({ block: "center", behavior: "instant" });
          await frame();
        }
        if (!pane?.querySelector(":scope > svg")) undrawn.push(chart.getAttribute("of") ?? "");
      }
      // A story is read to its end: its picture stays as it was when it was last in view.
      const story = document.querySelector("lab-story");
      for (const part of story?.checkVisibility()
        ? [story.querySelector(".pane"), ...story.querySelectorAll(".step")]
        : []) {
        part?.scrollIntoView({ block: "center", behavior: "instant" });
        for (let n = 0; n < 3; n++) await frame();
      }
      return undrawn;
    });
    expect(missing, "charts that were not drawn").toEqual([]);
  }
}

export async function boxOf(place: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await place.boundingBox();
  if (!box) throw new Error(`Nothing of ${place} is on the page.`);
  return box;
}
