import { readFileSync } from "node:fs";
import { Chapter } from "./support/chapter.ts";
import { chapters } from "./support/site.ts";
import { known, solve } from "./support/solve.ts";
import { expect, test } from "./support/test.ts";
import { answerRightly, missionOf, turn } from "./support/walk.ts";

const TRACK = "fault-tolerance/edge-guardian/";

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

test("a walk through all parts of one track makes the report that stands beside this test", async ({ page }) => {
  test.setTimeout(180_000);
  const parts = chapters.filter((path) => path.startsWith(TRACK));
  expect(parts).toHaveLength(3);
  for (const path of parts) await study(new Chapter(page, path));

  await page.goto("/ledger/");
  await expect(page.locator(`lab-entry[chapter="${parts.at(-1)}"]`)).toContainText("Defended.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page
      .locator("lab-ledger")
      .getByRole("button", { name: /Markdown/ })
      .click(),
  ]);
  const text = readFileSync(await download.path(), "utf8").replace(/^Date: .*$/m, "Date: (the day)");
  expect(text).not.toMatch(/NaN(?! check)|undefined|\[object/);
  expect(text).toMatchSnapshot("edge-guardian.md");
});
