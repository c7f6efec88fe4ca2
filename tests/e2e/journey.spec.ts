import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";
import { CHAPTER, Chapter, DECREASES, INCREASES, SAME, TWICE } from "./support/chapter.ts";
import { pooledInterval } from "./support/student.ts";
import { expect, test, watch } from "./support/test.ts";

const TEXT = "16,384 GPUs are one gang: P_fleet = P_node^16,384. A hearable fails alone.";

const textOf = async (download: Download) => readFileSync(await download.path(), "utf8");

async function downloaded(chapter: Chapter, entry: string): Promise<{ name: string; text: string }> {
  const coming = chapter.page.waitForEvent("download");
  await chapter.share(entry);
  const download = await coming;
  return { name: download.suggestedFilename(), text: await textOf(download) };
}

/** What a reader could find by the browser's own search. */
const finds = (page: Page, words: string) =>
  page.evaluate((text) => {
    getSelection()?.removeAllRanges();
    return Reflect.get(window, "find").call(window, text) as boolean;
  }, words);

/** Everything under a veil that a reader could see, hear or reach all the same. */
const leaks = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("[data-until] *")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => `${element.localName}.${element.className}`),
  );

/** The elements that Tab goes through, from the top of the page to its end. */
async function tabOrder(page: Page): Promise<string[]> {
  await page.evaluate(() => document.body.focus());
  const stops: string[] = [];
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      return `${element.closest("[data-until]") ? "veiled" : "open"} ${element.localName} ${element.textContent?.trim().slice(0, 30)}`;
    });
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

test.describe("before the commitment", () => {
  for (const link of ["", "?p.nodes=4096&p.interval=600&preset=llama3"]) {
    test(`nothing under the sheet is seen, heard, reached or found${link && " by a link that moves levers"}`, async ({
      page,
    }) => {
      const chapter = await new Chapter(page).open(link);
      await expect(chapter.stage).toHaveAttribute("data-stage", "asked");
      await expect(chapter.commitButton).toBeVisible();
      expect(await leaks(page)).toEqual([]);

      const heard = await page.locator("main").ariaSnapshot();
      expect(heard).toContain("Commit this answer");
      expect(heard).not.toMatch(/slider|Run trial|Undo|Checkpoint Interval|optimum|√2|1\.4/);

      const stops = await tabOrder(page);
      expect(stops.some((stop) => stop.includes("Commit this answer"))).toBe(true);
      expect(stops.filter((stop) => stop.startsWith("veiled"))).toEqual([]);

      expect(await finds(page, "optimal checkpoint frequency")).toBe(true);
      for (const words of ["They balance", "Checkpoint Write Time", "The least is", "Eighteen causes"])
        expect(await finds(page, words), words).toBe(false);
    });
  }

  test("the badges say that nothing was run, and the words do not hold the answer", async ({ page }) => {
    const chapter = await new Chapter(page).open();
    for (const name of ["timeRatio", "writeShare", "lostPerFailure"]) {
      await expect(chapter.badge(name)).toContainText("not run yet");
      await expect(chapter.badge(name).locator(".value")).toHaveText("");
    }
    const seen = await page.locator("body").innerText();
    expect(seen).not.toMatch(/√2|1\.4\d|21 min 15 s|30 min 19 s/);
  });

  test("the lock asks for a choice, a number that goes with it, and how sure", async ({ page }) => {
    const chapter = await new Chapter(page).open();
    const said = chapter.lock.locator(".commit .said");
    for (const radio of await chapter.lock.getByRole("radio").all()) await expect(radio).not.toBeChecked();
    await chapter.commitButton.click();
    await expect(said).toHaveText("Choose one of the answers first.");
    await chapter.lock.getByRole("radio", { name: DECREASES }).check({ force: true });
    await chapter.lock.getByRole("spinbutton").fill("3");
    await chapter.commitButton.click();
    await expect(said).toContainText("between 0.25 and 0.99");
    await expect(chapter.lock.getByRole("spinbutton")).toBeFocused();
    await chapter.lock.getByRole("spinbutton").fill("0.5");
    await chapter.commitButton.click();
    await expect(said).toHaveText("Say how sure you are.");
    await expect(chapter.stage).toHaveAttribute("data-stage", "asked");
    await chapter.lock.getByRole("radio", { name: SAME }).check({ force: true });
    await expect(chapter.lock.getByRole("spinbutton")).toHaveValue("1");
  });

  test("a trial cannot be run, by no key either", async ({ page }) => {
    const chapter = await new Chapter(page).open();
    await expect(async () => {
      await page.keyboard.press("Control+Enter");
      await expect(page.locator("#live")).toContainText("Commit to a prediction first", { timeout: 1500 });
    }).toPass();
    await expect(chapter.rows).toHaveCount(0);
  });
});

test.describe("each prediction is answered by its own refutation", () => {
  const answers = [
    { answer: { choice: DECREASES, number: "0.5" }, told: "You held that each write now stops twice as many GPUs" },
    { answer: { choice: SAME }, told: "You held that the write sets the interval" },
    { answer: { choice: INCREASES, number: "1.41" }, told: "your size is near" },
    { answer: { choice: INCREASES, number: "2" }, told: "your step too long" },
    { answer: { choice: INCREASES, number: "1.1" }, told: "your step too short" },
  ];
  for (const { answer, told } of answers) {
    test(`${answer.choice.source.slice(1)} ${answer.number ?? ""}`.trim(), async ({ page }) => {
      const chapter = await new Chapter(page).open();
      await chapter.commit(answer);
      const shown = page.locator("lab-answer:visible");
      await expect(shown).toHaveCount(1);
      await expect(shown).toContainText(told);
      await expect(chapter.part("workbench").locator(".claim").first()).toContainText(`off by`);
      await expect(page.locator("lab-mine")).not.toContainText(["…"]);
    });
  }
});

test("a student goes from the lock to the ledger", async ({ page }) => {
  test.setTimeout(90_000);
  const chapter = await new Chapter(page).open();
  const next = page.locator("lab-next");
  await expect(next).toContainText("commit a prediction");

  await test.step("predicts, and is told how far off it was", async () => {
    await chapter.answer(TWICE);
    await chapter.commitButton.click();
    await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
    await expect(chapter.commitButton).toBeFocused();
    await expect(page.locator("#live")).toContainText("Your prediction is kept");
    const claim = chapter.part("workbench").locator(".claim").first();
    await expect(claim).toContainText(/You predicted “It increases”, 2(\.0+)?× as often, every 15\s+min\s+10\s+s/);
    await expect(claim).toContainText(/It is 1\.42\d× as often, every 21\s+min\s+15\s+s: off by 1\.4\d×/);
    await expect(next).toContainText("turn a lever");
    for (const name of ["timeRatio", "writeShare", "lostPerFailure"])
      await expect(chapter.badge(name).locator(".word")).toHaveText(/^(holds|broken)$/);
  });

  await test.step("turns a lever: values, badges and charts follow, and can be taken back", async () => {
    const tax = chapter.value("tax");
    const [before, optimum] = [await tax.innerText(), await chapter.value("optimalInterval").innerText()];
    const curve = await chapter.show("youngDalyCostCurve");
    const drawn = await curve.innerHTML();
    await chapter.drag("nodes", 0.5);
    await expect(tax).not.toHaveText(before);
    await expect(chapter.value("optimalInterval")).not.toHaveText(optimum);
    await expect(chapter.badge("timeRatio").locator(".word")).toHaveText("holds");
    await curve.scrollIntoViewIfNeeded();
    await expect.poll(() => curve.innerHTML()).not.toBe(drawn);
    await expect.poll(() => page.url()).toContain("p.nodes=");
    const after = await tax.innerText();
    await chapter.history("Undo").click();
    await expect(tax).toHaveText(before);
    await chapter.history("Redo").click();
    await expect(tax).toHaveText(after);
    await chapter.set("writeTime", 30);
    await chapter.history("Reset to the mission").click();
    await expect(tax).toHaveText(before);
    await expect.poll(() => new URL(page.url()).search).toBe("");
  });

  await test.step("takes another fleet, and comes back", async () => {
    await chapter.preset("Llama 3, as measured").check({ force: true });
    await expect(chapter.value("optimalInterval")).toHaveText(/^5\s+min\s+3\d\s+s$/);
    await expect.poll(() => page.url()).toContain("preset=llama3");
    await chapter.preset("The mission’s fleet").check({ force: true });
    await expect(chapter.value("optimalInterval")).toHaveText("21 min 15 s");
  });

  let trials = 0;
  await test.step("searches the unseen fleet by pooling its failures", async () => {
    await chapter.set("interval", 7200, "trials");
    await chapter.runTrial();
    await expect(chapter.rows.last()).toContainText("missed");
    await expect(chapter.lever("nodeMtbf").locator(".gone")).not.toBeVisible();
    for (trials = 1; trials < 10 && !(await chapter.rows.last().innerText()).includes("met"); trials++) {
      await chapter.set("interval", Math.round(await pooledInterval(chapter)), "trials");
      await chapter.runTrial();
    }
    await expect(chapter.rows.last()).toContainText("met");
    expect(trials).toBeLessThanOrEqual(10);
    await expect(chapter.stage).toHaveAttribute("data-stage", "found");
    await expect(chapter.trials.locator(".found")).toBeVisible();
    await expect(chapter.trials.locator(".commit .said")).toHaveText(`Found in trial ${trials} of attempt 1.`);
    await expect(chapter.runButton).toBeHidden();
    await expect(next).toContainText("go back to your own settings");
    await chapter.trials.getByRole("button", { name: "Back to my own settings" }).click();
    await expect(next).toContainText("reflect");
    await expect(chapter.value("optimalInterval")).toHaveText("21 min 15 s");
  });

  await test.step("meets the own choice in the explanation, and answers the transfer", async () => {
    await expect(page.locator("lab-answer:visible")).toContainText("doubling N halves the interval");
    const transfer = page.locator("lab-transfer");
    await expect(transfer.locator(".feedback:visible")).toHaveCount(0);
    await transfer.getByRole("radio", { name: /^About 1\.4 times/ }).check({ force: true });
    await expect(transfer.locator(".feedback:visible")).toHaveCount(0);
    await transfer.getByRole("button", { name: "Keep this answer" }).click();
    await expect(transfer.locator(".feedback:visible")).toHaveCount(2);
    await expect(transfer).toContainText("Your answer does not hold");
    await expect(transfer).toContainText("Only with such shards does doubling N halve the interval");
  });

  const form = page.locator("lab-decide");
  await test.step("reflects, and then sees what the answer is held against", async () => {
    await expect(chapter.part("reflect").locator(".rubric")).toBeHidden();
    await form.getByRole("radio", { name: "The one of least tax" }).check({ force: true });
    await form.getByRole("checkbox").last().check({ force: true });
    await chapter.reflect(TEXT);
    await expect(chapter.part("reflect").locator(".rubric li")).toHaveCount(3);
    await expect(chapter.part("reflect").locator(".rubric")).toBeVisible();
  });

  await test.step("downloads a report that holds all of it", async () => {
    const markdown = await downloaded(chapter, "Download the report (Markdown)");
    expect(markdown.name).toBe("fault-tolerance-cloud-titan-young-daly-audit-report.md");
    expect(markdown.text).toContain("It increases");
    expect(markdown.text).toContain("fairly sure");
    expect(markdown.text).toContain("A hearable fails alone.");
    expect(markdown.text).toContain("Attempt 1");
    expect(markdown.text).not.toMatch(/NaN|Infinity|undefined|\[object/);
    expect(markdown.text).not.toContain("Incomplete");
    expect(markdown.text).toContain(
      `- Your interval for this fleet: The one of least tax.\n- Evidence: trial ${trials}.`,
    );
    expect(markdown.text).toContain("### Data of the trials that were picked");
    const json = JSON.parse((await downloaded(chapter, "Download the report (JSON)")).text);
    expect(json.format).toBe("fleet-labs-report");
    expect(json.reports[0].record.commitment).toEqual({ choice: "increase", number: 2, sure: "fairly" });
    expect(json.reports[0].record.trials).toHaveLength(trials);
    expect(json.reports[0].record.texts.patterson).toEqual({ text: TEXT, kept: true });
    // What Lab 08 goes on from: levers in their units, outputs in seconds and shares.
    const { keeps } = json.reports[0].record.decision;
    expect(Object.keys(keeps)).toEqual(["nodes", "nodeMtbf", "mtbf", "interval", "writeTime", "tax"]);
    expect(keeps).toMatchObject({ nodes: 16_384, mtbf: 14_400, writeTime: 60 });
    const csv = await downloaded(chapter, "Download trials as CSV");
    expect(csv.text.trim().split("\n")).toHaveLength(trials + 1);
  });

  await test.step("finds everything again after a reload", async () => {
    await chapter.reload();
    await expect(chapter.stage).toHaveAttribute("data-stage", "defended");
    await expect(chapter.lock.getByRole("radio", { name: INCREASES })).toBeChecked();
    await expect(chapter.lock.getByRole("spinbutton")).toHaveValue("2");
    await expect(chapter.rows).toHaveCount(trials);
    await expect(chapter.reflection).toHaveValue(TEXT);
    await expect(form.getByRole("radio", { name: "The one of least tax" })).toBeChecked();
    await expect(form.getByRole("checkbox").last()).toBeChecked();
    await expect(page.locator("lab-transfer").getByRole("radio", { name: /^About 1\.4/ })).toBeChecked();
  });

  await test.step("sees it in the ledger, and on the pages of lab and track", async () => {
    await page.getByRole("navigation", { name: "Page" }).getByRole("link", { name: "Ledger" }).click();
    const entry = page.locator(`lab-entry[chapter="${CHAPTER}"]`);
    await expect(entry).toContainText("Defended.");
    await expect(entry).toContainText("You were fairly sure.");
    await expect(entry).toContainText(TEXT);
    await page.goto("/fault-tolerance/cloud-titan/");
    await expect(page.locator("lab-standing").first()).toHaveText("Defended.");
    await page.goto("/fault-tolerance/");
    await expect(page.locator("lab-standing").first()).toHaveText("Defended.");
  });
});

test("a commitment stays: it cannot be changed by pointer, by key or by a second commit", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit(TWICE);
  await chapter.lock.getByRole("radio", { name: DECREASES }).click({ force: true });
  await expect(chapter.lock.getByRole("radio", { name: INCREASES })).toBeChecked();
  await chapter.lock.getByRole("radio", { name: INCREASES }).focus();
  await page.keyboard.press("ArrowUp");
  await expect(chapter.lock.getByRole("radio", { name: INCREASES })).toBeChecked();
  await chapter.commitButton.click({ force: true });
  await expect(page.locator("lab-answer:visible")).toContainText("your step too long");
  await chapter.reload();
  await expect(chapter.lock.getByRole("radio", { name: INCREASES })).toBeChecked();
});

test("ten trials make an attempt: the eleventh opens another, and the answer may be shown", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  const caseOf = () => chapter.trials.locator(".case").innerText();
  await chapter.set("interval", 80_000, "trials");
  const before = await caseOf();
  const show = chapter.trials.getByRole("button", { name: "Show me" });
  for (let i = 0; i < 10; i++) {
    await expect(show).toBeHidden();
    await chapter.runTrial();
  }
  await expect(chapter.rows).toHaveCount(10);
  await expect(chapter.lever("nodeMtbf").locator("input")).toHaveCount(2);
  await expect(chapter.trials.locator(".commit .said")).toContainText("Ten trials are made");
  await expect(chapter.runButton).toHaveText("Open attempt 2");
  await chapter.runTrial();
  await expect(chapter.rows).toHaveCount(1);
  expect(await caseOf()).not.toBe(before);
  await expect(show).toBeVisible();
  await show.click();
  await expect(chapter.stage).toHaveAttribute("data-stage", "found");
  await expect(chapter.trials.locator(".commit .said")).toHaveText("Shown after 2 attempts.");
  const { text } = await downloaded(chapter, "Download the report (Markdown)");
  expect(text).toContain("“Show me” was used.");
  expect(text).toContain("Attempt 2");
});

test("while a search is open nothing on the page tells the hidden time between failures", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.set("interval", 7200, "trials");
  await chapter.runTrial();
  await chapter.openAll();
  await expect(chapter.lever("nodeMtbf").locator(".gone")).toBeVisible();
  await expect(chapter.lever("nodeMtbf").locator("input[type=range]")).toBeHidden();
  for (const name of ["mtbf", "optimalInterval", "leastTax", "tax", "youngInterval"])
    for (const value of await page.locator(`lab-value[of="${name}"]`).all()) await expect(value).toHaveText("(hidden)");
  for (const name of ["timeRatio", "writeShare", "lostPerFailure"])
    await expect(chapter.badge(name)).toContainText("not judged on the unseen case");
  const curve = chapter.chart("youngDalyCostCurve");
  await chapter.show("youngDalyCostCurve");
  await curve.locator("summary").click();
  const told = [curve.locator("svg text"), curve.locator("figcaption"), curve.locator("tbody")];
  for (const place of told) {
    const words = async () => (await place.allInnerTexts()).join(" ");
    await expect.poll(words).not.toMatch(/optimum|exact|Young|Daly|least/i);
  }
});

test("a shared link reopens levers, commitment, trials and texts on another device", async ({
  page,
  browser,
  baseURL,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const chapter = await new Chapter(page).open();
  await chapter.commit(TWICE);
  await chapter.set("writeTime", 30);
  await chapter.set("interval", 7200, "trials");
  await chapter.runTrial();
  await chapter.reflection.fill(TEXT);
  await chapter.reflection.blur();
  await chapter.share("Copy the link to this state");
  await expect(page.locator(".shared")).toContainText("The link to this state is copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("#s=1.");

  const elsewhere = await browser.newContext({ baseURL: baseURL ?? "" });
  const faults = watch(elsewhere, baseURL ?? "");
  const other = new Chapter(await elsewhere.newPage());
  await other.page.goto(link);
  await other.ready();
  await expect(other.stage).toHaveAttribute("data-stage", "committed");
  await expect(other.lock.getByRole("radio", { name: INCREASES })).toBeChecked();
  await expect(other.rows).toHaveCount(1);
  await expect(other.reflection).toHaveValue(TEXT);
  await other.trials.getByRole("button", { name: "Back to my own settings" }).click();
  await expect(other.box("writeTime")).toHaveValue("30");
  await expect(other.box("interval")).toHaveValue("7200");
  expect(faults).toEqual([]);
  await elsewhere.close();
});

test("a link never overwrites the reader's own work", async ({ page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const chapter = await new Chapter(page).open();
  await chapter.commit(TWICE);
  await chapter.share("Copy the link to this state");
  await expect(page.locator(".shared")).toContainText("copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.goto("/");
  await page.evaluate(() => localStorage.clear());
  await chapter.open();
  await chapter.commit({ choice: DECREASES, number: "0.5" });
  await page.goto("/");
  await page.goto(link);
  await chapter.ready();
  await expect(chapter.notices).toContainText("Your own work on this chapter is kept");
  await expect(chapter.lock.getByRole("radio", { name: INCREASES })).toBeChecked();
  await page.goto("/");
  await chapter.open();
  await expect(chapter.lock.getByRole("radio", { name: DECREASES })).toBeChecked();
});
