import type { Page } from "@playwright/test";
import { Chapter } from "./support/chapter.ts";
import { secondsOf } from "./support/student.ts";
import { expect, test } from "./support/test.ts";

/** What each slider of the chapter is called, its unit, its ends and how its ends are spoken. */
const RANGES = [
  {
    name: "nodes",
    label: "Number of Nodes",
    unit: "nodes",
    min: 8,
    max: 131_072,
    low: "8 nodes",
    high: "131,072 nodes",
  },
  { name: "writeTime", label: "Checkpoint Write Time", unit: "s", min: 0.1, max: 3600, low: "100 ms", high: "1 h" },
  { name: "interval", label: "Checkpoint Interval", unit: "s", min: 10, max: 86_400, low: "10 s", high: "24 h" },
  { name: "nodeMtbf", label: "MTBF of one GPU", unit: "h", min: 1000, max: 1e6, low: "1,000 h", high: "1,000,000 h" },
  { name: "restartTime", label: "Restart Time", unit: "s", min: 0, max: 3600, low: "0 s", high: "1 h" },
  { name: "downtime", label: "Downtime", unit: "s", min: 0, max: 3600, low: "0 s", high: "1 h" },
] as const;

/** Letters that no reader should see: a number that went wrong on its way. */
const WRONG = /\b(NaN|Infinity|undefined|null)\b|\[object/;

const words = (page: Page) =>
  page.evaluate(
    () =>
      `${document.querySelector("main")?.innerText} ${[...document.querySelectorAll("svg")].map((svg) => svg.outerHTML).join(" ")}`,
  );

/** A chapter that is open, all disclosures too, with a lever in sight. */
async function bench(page: Page, link = ""): Promise<Chapter> {
  const chapter = await new Chapter(page).open(link);
  await chapter.commit();
  await page.locator("details.more").evaluate((more: HTMLDetailsElement) => {
    more.open = true;
  });
  return chapter;
}

for (const { name, label, unit, min, max, low, high } of RANGES) {
  test(`${label} has a name, a unit and a spoken value, and answers every key`, async ({ page }) => {
    const chapter = await bench(page);
    const slider = chapter.slider(name);
    const box = chapter.box(name);
    await expect(slider).toHaveAccessibleName(label);
    await expect(box).toHaveAccessibleName(new RegExp(`^${label}, ${unit}`));
    const spoken = async () => (await slider.getAttribute("aria-valuetext"))?.replaceAll("\u00a0", " ");
    const value = async () => Number(await box.inputValue());

    await slider.focus();
    await page.keyboard.press("Home");
    await expect.poll(spoken).toBe(low);
    expect(await value()).toBe(min);
    await page.keyboard.press("End");
    await expect.poll(spoken).toBe(high);
    expect(await value()).toBe(max);

    const steps: number[] = [max];
    for (const key of ["PageDown", "ArrowDown", "ArrowLeft"]) {
      await page.keyboard.press(key);
      await expect.poll(value, key).toBeLessThan(steps.at(-1) ?? 0);
      steps.push(await value());
    }
    const jump = (steps[0] ?? 0) - (steps[1] ?? 0);
    expect(jump, "a page is more than an arrow").toBeGreaterThan(3 * ((steps[1] ?? 0) - (steps[2] ?? 0)));
    for (const key of ["ArrowUp", "ArrowRight", "PageUp"]) {
      const before = await value();
      await page.keyboard.press(key);
      await expect.poll(value, key).toBeGreaterThan(before);
    }
  });

  test(`${label} takes what is typed, and brings back what lies outside`, async ({ page }) => {
    const chapter = await bench(page);
    const box = chapter.box(name);
    const middle = Math.round((min + max) / 3);
    await chapter.set(name, middle);
    await expect(box).toHaveValue(String(middle));
    await expect.poll(() => page.url()).toContain(`p.${name}=${middle}`);
    await chapter.set(name, max * 10);
    await box.blur();
    await expect.poll(async () => Number(await box.inputValue())).toBe(max);
    await chapter.set(name, -5);
    await box.blur();
    await expect.poll(async () => Number(await box.inputValue())).toBe(min);
    await box.fill("");
    await box.blur();
    await expect.poll(async () => await box.inputValue()).not.toBe("");
    expect(await words(page)).not.toMatch(WRONG);
    await chapter
      .lever(name)
      .getByRole("button", { name: `Reset ${label}` })
      .click();
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });
}

test("the law of failures, the causes and the seed answer pointer and keys", async ({ page }) => {
  const chapter = await bench(page);
  const failures = chapter.value("runFailures");
  const law = page.getByRole("radio", { name: "Weibull, shape 0.7" }).first();
  await law.check();
  await expect.poll(() => page.url()).toContain("p.failureLaw=weibull");
  await expect(page.getByRole("radio", { name: "Exponential" }).first()).not.toBeChecked();
  const before = await failures.innerText();
  const seed = chapter.box("seed");
  await expect(seed).toHaveAccessibleName(/^Seed/);
  await seed.fill("12");
  await seed.press("Enter");
  await expect.poll(() => page.url()).toContain("p.seed=12");
  await expect(failures).not.toHaveText(before);

  await chapter.openAll();
  const mtbf = chapter.value("mtbf", "peek");
  await expect(mtbf).toHaveText("4 h");
  await page.getByRole("checkbox", { name: /HBM3/ }).first().uncheck();
  // 419 interruptions less 72 are 347 (Grattafiori et al. 2024, table 5): M grows 1.2075 times, to 4 h 50 min.
  await expect(mtbf).toHaveText("4 h 50 min");
  await page.getByRole("checkbox", { name: /HBM3/ }).first().check();
  await expect(mtbf).toHaveText("4 h");
});

test("no lever at its end, and no two levers at theirs, shows a number that went wrong", async ({ page }) => {
  test.setTimeout(180_000);
  const chapter = await bench(page);
  await chapter.openAll();
  const settle = async (what: string) => {
    for (const chart of ["youngDalyCostCurve", "timeWaterfall", "failureTopologyMap"]) await chapter.show(chart);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await words(page), what).not.toMatch(WRONG);
  };
  for (const { name, min, max } of RANGES) {
    for (const end of [min, max]) {
      await chapter.set(name, end);
      await settle(`${name} at ${end}`);
    }
    await chapter.history("Reset to the mission").click();
  }
  for (const extremes of [
    { nodes: 131_072, nodeMtbf: 1000, interval: 86_400, writeTime: 3600 },
    { nodes: 8, nodeMtbf: 1e6, interval: 10, writeTime: 0.1 },
    { nodes: 131_072, nodeMtbf: 1000, restartTime: 3600, downtime: 3600 },
    { writeTime: 3600, interval: 10 },
  ]) {
    for (const [name, value] of Object.entries(extremes)) await chapter.set(name, value);
    await settle(JSON.stringify(extremes));
    await chapter.history("Reset to the mission").click();
  }
  await chapter.showAll();
  expect(await words(page)).not.toMatch(WRONG);
});

test("writing for longer than computing is a checkpoint storm, and one button takes it back", async ({ page }) => {
  const chapter = await bench(page);
  const storm = chapter.failure("Checkpoint storm");
  await expect(storm).toBeHidden();
  await chapter.set("interval", 100);
  await expect(storm).toBeVisible();
  await expect(storm).toContainText("A write takes more than half as long as the work that it saves");
  await expect(storm).toContainText("required");
  await expect(storm).toContainText("available");
  await storm.getByRole("button", { name: "Undo the last move" }).click();
  await expect(storm).toBeHidden();
  await expect(chapter.box("interval")).toHaveValue("3600");
  const focus = await page.evaluate(() => document.activeElement === document.body);
  expect(focus, "the focus is not lost with the button").toBe(false);
});

test("a segment that no failure spares is no progress, and the mission brings it back", async ({ page }) => {
  const chapter = await bench(page);
  const stuck = chapter.failure("No progress");
  await chapter.set("interval", 86_400);
  await expect(stuck).toBeVisible();
  await expect(page.locator("#live")).toContainText("No progress");
  await expect(chapter.badge("timeRatio").locator(".word")).toHaveText("broken");
  await stuck.getByRole("button", { name: "Reset to the mission" }).click();
  await expect(stuck).toBeHidden();
});

test("every element that follows the levers keeps its place while one is dragged", async ({ page }) => {
  const chapter = await bench(page);
  const slider = chapter.slider("nodes");
  await slider.evaluate((element) => element.scrollIntoView({ block: "center", behavior: "instant" }));
  const places = () =>
    page.evaluate(() => {
      const within = (element: Element) => ({
        what: element.textContent?.trim().slice(0, 30) ?? "",
        top: Math.round(element.getBoundingClientRect().top + scrollY),
      });
      const followed = "main .claim, main p, main figure, main h2, lab-value + *";
      return [
        ...document.querySelectorAll(
          `[data-part="workbench"] :is(${followed}), [data-part="peek"] > *, [data-part="trials"]`,
        ),
      ]
        .filter(
          (element) =>
            element.checkVisibility({ visibilityProperty: true }) && !element.closest("figcaption, .failure, .about"),
        )
        .map(within);
    });
  const before = await places();
  await slider.focus();
  const moved: string[] = [];
  for (let i = 0; i < 6; i++) {
    await page.keyboard.press("PageDown");
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    const now = await places();
    now.forEach(({ what, top }, n) => {
      const shift = top - (before[n]?.top ?? 0);
      if (Math.abs(shift) > 2) moved.push(`step ${i + 1}: “${what}” moved by ${shift} px`);
    });
  }
  expect(moved).toEqual([]);
});

test("values in the words follow within the drag, not only after it", async ({ page }) => {
  const chapter = await bench(page);
  const slider = chapter.slider("nodes");
  await slider.scrollIntoViewIfNeeded();
  const optimum = chapter.value("optimalInterval");
  const before = await optimum.innerText();
  const box = await slider.boundingBox();
  if (!box) throw new Error("The slider is not on the page.");
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2, { steps: 4 });
  await expect(optimum).not.toHaveText(before);
  expect(new URL(page.url()).search).toBe("");
  await page.mouse.up();
  await expect.poll(() => new URL(page.url()).search).toContain("p.nodes=");
});

test("the optimum follows the root of the fleet: four times the nodes halve Young’s interval", async ({ page }) => {
  const chapter = await bench(page);
  await chapter.openAll();
  const young = async () => secondsOf(await chapter.value("youngInterval", "peek").innerText());
  await chapter.set("nodes", 4096);
  // √(2 · 60 · 16 h) = 2,629 s; the page tells it to a second.
  await expect.poll(young).toBe(2629);
  await chapter.set("nodes", 16_384);
  await expect.poll(young).toBe(1315);
});

test("undo and redo have keys, and a box that is typed in keeps its own", async ({ page }) => {
  const chapter = await bench(page);
  await chapter.set("writeTime", 30);
  await expect(chapter.box("writeTime")).toHaveValue("30");
  await chapter.slider("nodes").focus();
  await page.keyboard.press("Control+z");
  await expect(chapter.box("writeTime")).toHaveValue("60");
  await page.keyboard.press("Control+Shift+z");
  await expect(chapter.box("writeTime")).toHaveValue("30");
});

test("the Monte Carlo runs beside the page, tells its progress and draws its band", async ({ page }) => {
  const chapter = await bench(page);
  await chapter.openAll();
  const study = page.locator("lab-study");
  await expect(study.locator(".said")).toHaveText(/^Done in [\d,]+ ms\.$/, { timeout: 20_000 });
  await expect(study.locator("progress")).toHaveJSProperty("value", 1);
  const curve = await chapter.show("youngDalyCostCurve");
  await expect(curve).toContainText("95 % of runs");
  // A newer request wins: the levers move while the study runs, and it comes to rest on the last of them.
  await chapter.slider("nodes").focus();
  for (let i = 0; i < 4; i++) await page.keyboard.press("PageDown");
  await expect(study.locator(".said")).toHaveText(/^Done in/, { timeout: 20_000 });
});

test("a run can be played, paused, scrubbed and stepped to its next failure", async ({ page }) => {
  const chapter = await bench(page);
  const player = chapter.chart("failureTopologyMap").locator("lab-player");
  await player.scrollIntoViewIfNeeded();
  const shown = player.locator(".moment");
  const first = await shown.innerText();
  await player.getByRole("button", { name: "Next failure" }).click();
  await expect(shown).not.toHaveText(first);
  const second = await shown.innerText();
  await player.getByRole("button", { name: "Play" }).click();
  await expect(shown).not.toHaveText(second);
  await player.getByRole("button", { name: "Pause" }).click();
  await expect(player.getByRole("button", { name: "Play" })).toBeVisible();
  const still = await shown.innerText();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250)));
  await expect(shown).toHaveText(still);
  const moment = player.getByRole("slider", { name: "Moment of the run" });
  await moment.focus();
  await page.keyboard.press("Home");
  await expect(shown).toHaveText("00:00");
  await expect(moment).toHaveAttribute("aria-valuetext", "00:00");
});

test("a chart hands over its data, and its table follows the levers", async ({ page }) => {
  const chapter = await bench(page);
  const chart = chapter.chart("timeWaterfall");
  await chart.locator("summary").click();
  const table = chart.locator("tbody");
  const before = await table.innerText();
  const coming = page.waitForEvent("download");
  await chart.getByRole("button", { name: "CSV" }).click();
  expect((await coming).suggestedFilename()).toBe("fault-tolerance-cloud-titan-young-daly-audit-timeWaterfall.csv");
  await chapter.set("nodes", 1024);
  await chart.scrollIntoViewIfNeeded();
  await expect(table).not.toHaveText(before);
});
