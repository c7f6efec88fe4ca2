import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { CHAPTER, Chapter } from "./support/chapter.ts";
import { expect, test } from "./support/test.ts";

const KEY = "fleet-labs.ledger";
const TEXT = "16,384 GPUs are one gang.\nA hearable fails alone.";

const trial = (number: number, interval: number, met: boolean) => ({
  number,
  attempt: 1,
  seed: 1,
  settings: { interval },
  shown: { runFailures: 20 + number, runTime: 450_000, runRework: null, runTax: 0.25 },
  met,
});

/** What a reader has who went through the chapter. */
const RECORD = {
  chapter: CHAPTER,
  version: "1.0.0",
  preset: "plan",
  changed: { interval: 1800 },
  commitment: { choice: "increase", number: 2, sure: "sure" },
  transfer: "root",
  caseSeed: 1,
  attempt: 1,
  searching: false,
  trials: [trial(1, 3600, false), trial(2, 1500, true)],
  found: true,
  shown: false,
  texts: { patterson: { text: TEXT, kept: true } },
  decision: { choices: { strategy: "least" }, picks: [[1, 2]], keeps: { nodes: 16_384, interval: 1800 }, kept: true },
  exhibits: [],
  actions: [[3, "commit", "increase"]],
};

const ledgerOf = (record: object) => JSON.stringify({ version: 1, chapters: { [CHAPTER]: record } });

const store = (page: Page, text: string) =>
  page.evaluate(([key, ledger]) => localStorage.setItem(key, ledger), [KEY, text] as const);

async function openLedger(page: Page, record: object | null = RECORD): Promise<Locator> {
  await page.goto("/");
  if (record) await store(page, ledgerOf(record));
  await page.goto("/ledger/");
  return page.locator(`lab-entry[chapter="${CHAPTER}"]`);
}

/** The words as they are read: a number and its unit are parted by a space like any other. */
const wordsOf = async (place: Locator) => (await place.innerText()).replace(/\s+/g, " ");

async function downloaded(page: Page, press: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent("download"), press.click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

const whole = (page: Page) => page.locator("lab-ledger");

const give = (page: Page, text: string) =>
  whole(page)
    .getByLabel("Take in a ledger’s file")
    .setInputFiles({ name: "ledger.json", mimeType: "application/json", buffer: Buffer.from(text) });

test("an entry tells what was predicted, tried, found and written, in the words of the chapter", async ({ page }) => {
  const entry = await openLedger(page);
  await expect(entry.getByRole("heading", { name: "Predicted" })).toBeVisible();
  const words = await wordsOf(entry);
  expect(words).toContain("You predicted “It increases”, 2× as often");
  expect(words).toMatch(/It is 1\.4\d+× as often/);
  expect(words).toContain("off by 1.40×.");
  expect(words).toContain("You were sure.");
  expect(words).toContain("“About 1.4 times as often”");
  expect(words).toContain("2 trials in 1 attempt.");
  expect(words).toContain("the target was met in trial 2 of attempt 1:");
  expect(words).toContain("25 min");
  expect(words).toMatch(/never/);
  expect(words).not.toMatch(/NaN|Infinity|undefined|\[object|runTax|\bincrease\b|\broot\b (?!of)|\\/);
  await expect(entry.locator("tbody tr")).toHaveCount(2);
  await expect(entry.locator("tbody tr").last()).toContainText("met");
  await expect(entry.locator(".written")).toHaveText(TEXT);
  await expect(entry.locator("mark")).not.toHaveCount(0);
});

test("a chapter’s report and the whole one download as Markdown and JSON", async ({ page }) => {
  const entry = await openLedger(page);
  const markdown = await downloaded(page, entry.getByRole("button", { name: "Download the report (Markdown)" }));
  expect(markdown.name).toBe(`${CHAPTER.replaceAll("/", "-")}-report.md`);
  expect(markdown.text).toContain("Name: \\_");
  expect(markdown.text).toMatch(/^Date: \d{4}-\d\d-\d\d$/m);
  expect(markdown.text).toContain("nodes (N) in your fleet");
  expect(markdown.text).toContain("P\\_fleet = P\\_node^N");
  expect(markdown.text).toContain("Predicted: It increases; 2×");
  expect(markdown.text).toContain("Evaluated on the reader’s own settings, not on the unseen case");
  expect(markdown.text).toContain("> A hearable fails alone.");
  expect(markdown.text).toContain("- Your interval for this fleet: The one of least tax.\n- Evidence: trial 2.");
  expect(markdown.text).not.toMatch(/NaN|Infinity|undefined|\[object|\\\$|Incomplete|mathrm/);
  const json = await downloaded(page, entry.getByRole("button", { name: "Download the report (JSON)" }));
  expect(JSON.parse(json.text).reports[0].record).toEqual(RECORD);

  const all = await downloaded(page, whole(page).getByRole("button", { name: /all chapters \(Markdown\)/ }));
  expect(all.text.replace(/\s/g, "")).toBe(markdown.text.replace(/\s/g, ""));
  const data = await downloaded(page, whole(page).getByRole("button", { name: /all chapters \(JSON\)/ }));
  expect(JSON.parse(data.text)).toEqual(JSON.parse(json.text));
});

test("the ledger’s file brings the work to another device, and leaves what stands there", async ({ page }) => {
  const entry = await openLedger(page);
  const file = await downloaded(page, whole(page).getByRole("button", { name: "Download the ledger’s file" }));
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(entry).toHaveText("Nothing yet.");
  await give(page, file.text);
  await expect(whole(page)).toContainText("1 chapter is taken in from the file.");
  await expect(entry).toContainText("You predicted “It increases”");

  const other = { ...RECORD, trials: [trial(1, 99, false)], texts: { patterson: { text: "Otherwise.", kept: true } } };
  await give(page, ledgerOf(other));
  await expect(entry.locator("tbody tr")).toHaveCount(3);
  await expect(entry.locator(".written")).toHaveText([TEXT, "Otherwise."]);

  const before = await page.evaluate((key) => localStorage.getItem(key), KEY);
  await give(page, "{ not JSON");
  await expect(whole(page)).toContainText("The file is not a ledger of this book.");
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).toBe(before);
});

test("a chapter that is deleted can be put back", async ({ page }) => {
  const entry = await openLedger(page);
  await entry.getByRole("button", { name: "Delete from this device" }).click();
  await expect(entry).toContainText("is deleted from this device");
  await expect(entry).toContainText("Nothing yet.");
  expect(await page.evaluate((key) => localStorage.getItem(key), KEY)).not.toContain("increase");
  const back = entry.getByRole("button", { name: "Put it back" });
  await expect(back).toBeFocused();
  await back.press("Enter");
  await expect(entry).toContainText("You predicted “It increases”");
  expect(JSON.parse((await page.evaluate((key) => localStorage.getItem(key), KEY)) ?? "").chapters[CHAPTER]).toEqual(
    RECORD,
  );
});

test.describe("where the chapter’s page does not come", () => {
  test.use({ allowed: /^(failed|console): .*(young-daly-audit|ERR_FAILED)/ });

  test("an entry tells what the record says, and that its words are missing", async ({ page }) => {
    await page.route(`**/${CHAPTER}/`, (route) => route.abort());
    const entry = await openLedger(page);
    await expect(entry).toContainText("The chapter’s page did not come");
    await expect(entry).toContainText("increase; 2");
    await expect(entry).not.toContainText("does not hold");
    await expect(entry.locator(".written")).toHaveText(TEXT);
    const { text } = await downloaded(page, entry.getByRole("button", { name: "Download the report (Markdown)" }));
    expect(text).toContain("The chapter’s page did not come");
  });
});

test("a record with names of nothing, and markup in its words, is told as it is", async ({ page }) => {
  const entry = await openLedger(page, {
    ...RECORD,
    preset: "constructor",
    commitment: { choice: "<img src=x onerror=alert(1)>", number: null, sure: "guess" },
    transfer: "__proto__",
    changed: { gone: 3 },
    texts: { patterson: { text: "<script>alert(1)</script>", kept: false }, nobody: { text: "x", kept: true } },
  });
  await expect(entry).toContainText("<img src=x onerror=alert(1)>");
  await expect(entry).toContainText("<script>alert(1)</script>");
  await expect(entry.locator("img, script")).toHaveCount(0);
});

test("printing leaves out the buttons and keeps the entries", async ({ page }) => {
  const entry = await openLedger(page);
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute("data-printed", "");
  });
  await whole(page).getByRole("button", { name: "Print this page" }).click();
  await expect(page.locator("body")).toHaveAttribute("data-printed", "");
  await page.emulateMedia({ media: "print" });
  await expect(entry.getByRole("button", { name: "Delete from this device" })).toBeHidden();
  await expect(entry.locator("table")).toBeVisible();
});

test("on a narrow page nothing but a table goes over the edge", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const entry = await openLedger(page);
  await expect(entry.locator("table")).toBeVisible();
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(over).toBeLessThanOrEqual(0);
});

test("the share menu speaks of the entry chosen last", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await chapter.share("Download the report (JSON)");
  await expect(page.locator("lab-share .shared")).toContainText("report.json is downloaded");
  await chapter.share("Print the page");
  await expect(page.locator("lab-share .shared")).toContainText("print dialog");
  await expect(page.locator("lab-share .shared")).not.toContainText("downloaded");
});
