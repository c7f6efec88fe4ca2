import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { Chapter } from "./support/chapter.ts";
import { chapters } from "./support/site.ts";
import { known, solve } from "./support/solve.ts";
import { expect, test } from "./support/test.ts";
import { answerRightly, missionOf, turn } from "./support/walk.ts";

const TRACK = "fault-tolerance/edge-guardian/";
/** A chapter takes a student who knows the answers some twenty seconds. */
const A_CHAPTER = 60_000;

/** Goes through a chapter as a student who misses once and then finds it, and defends what was found. */
async function study(chapter: Chapter): Promise<void> {
  const about = await known(chapter.id);
  const { page } = chapter;
  await chapter.open();
  await answerRightly(chapter, about);
  await chapter.commitButton.click();
  const { hit, miss } = solve(about);
  await turn(chapter, about, miss);
  await chapter.runTrial();
  await turn(chapter, about, { ...missionOf(about, miss), ...hit });
  await chapter.runTrial();
  await chapter.trials.getByRole("button", { name: "Back to my own settings" }).click();
  await page.locator(`lab-transfer input[value=${about.facts.transfer?.right}]`).check({ force: true });
  await page.locator("lab-transfer").getByRole("button", { name: "Keep this answer" }).click();

  for (const study of await page.locator("main > * lab-study:not([by])").all())
    if (await study.isVisible()) await expect(study.locator(".said")).toContainText("Done in", { timeout: 30_000 });
  const keep = page.locator("lab-keep button");
  for (let i = 0; i < (await keep.count()); i++) await keep.nth(i).click();
  const form = page.locator("lab-decide");
  for (const choice of await form.locator("fieldset:not(.picks)").all())
    await choice.getByRole("radio").first().check({ force: true });
  const picks = form.locator(".picks input");
  if ((await picks.count()) > 0) await picks.last().check({ force: true });
  const risk = page.locator("textarea[data-text=risk]");
  if ((await risk.count()) > 0) await risk.fill("What is below the threshold goes on.\nThe passenger bears it.");
  await chapter.reflect(`What I decide for ${about.facts.title.toLowerCase()}, and why.`);
}

/** The report of everything, as the ledger's page hands it out. */
async function reportOf(page: Page, last: string): Promise<string> {
  await page.goto("/ledger/");
  await expect(page.locator(`lab-entry[chapter="${last}"]`)).toContainText("Defended.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page
      .locator("lab-ledger")
      .getByRole("button", { name: /Markdown/ })
      .click(),
  ]);
  const text = readFileSync(await download.path(), "utf8").replace(/^Date: .*$/m, "Date: (the day)");
  expect(text).not.toMatch(/NaN(?! check)|undefined|\[object/);
  return text;
}

test("a walk through one track, and then through both labs, makes the reports that stand beside this test", async ({
  page,
}) => {
  test.setTimeout(chapters.length * A_CHAPTER);
  const own = chapters.filter((path) => path.startsWith(TRACK));
  const others = chapters.filter((path) => !path.startsWith(TRACK));
  expect([own.length, others.length]).toEqual([3, 12]);
  for (const path of own) await study(new Chapter(page, path));
  expect(await reportOf(page, own.at(-1) ?? "")).toMatchSnapshot("edge-guardian.md");

  for (const path of others) await study(new Chapter(page, path));
  const whole = await reportOf(page, others.at(-1) ?? "");
  for (const path of chapters) await expect(page.locator(`lab-entry[chapter="${path}"]`)).toContainText("Defended.");
  expect(whole).toMatchSnapshot("both-labs.md");
});
