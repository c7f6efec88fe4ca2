import type { Page } from "@playwright/test";
import { Chapter } from "./support/chapter.ts";
import { expect, test } from "./support/test.ts";

const told = (page: Page) =>
  page.evaluate(() => {
    const texts = (selector: string) =>
      [...document.querySelectorAll(selector)].map(({ textContent }) =>
        (textContent ?? "").replace(/\s+/g, " ").trim(),
      );
    return {
      live: (document.getElementById("live")?.textContent ?? "").replace(/\s+/g, " ").trim(),
      now: texts("#workbench :is(.finding, .headline)").filter((text) => text !== ""),
    };
  });

test("what is said of a move is what stands on the page after it, also where a run took its time", async ({ page }) => {
  const chapter = await new Chapter(page, "fleet-orchestration/cloud-titan/fragmentation-audit").open();
  await chapter.lock.locator("input[name=choice]").last().check({ force: true });
  const number = chapter.lock.getByRole("spinbutton");
  if (await number.count()) await number.fill("5");
  await chapter.lock.locator("input[name=sure]").first().check({ force: true });
  await chapter.commitButton.click();
  await expect(page.locator("#live")).toContainText("Your prediction is kept");
  const policies = chapter.lever("policy").getByRole("radio");
  for (const at of [2, 3, 1]) {
    await page.evaluate(() => document.getElementById("live")?.replaceChildren());
    await policies.nth(at).check({ force: true });
    await expect.poll(async () => (await told(page)).live, { timeout: 15_000 }).not.toBe("");
    const { live, now } = await told(page);
    expect(
      now.some((text) => live.includes(text)),
      live,
    ).toBe(true);
  }
});

test("a failure is said after what brought it about, and once", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.set("writeTime", 3600);
  await expect(page.locator("#live")).toHaveText(/\. Checkpoint storm\. Required: |\. No progress\. Required: /i);
  await page.evaluate(() => document.getElementById("live")?.replaceChildren());
  await page.locator("#workbench details.more > summary").first().click();
  await chapter.set("seed", 5);
  await expect(page.locator("#live")).not.toBeEmpty();
  await expect(page.locator("#live")).not.toContainText(/storm|No progress/);
});

test("a key moves a lever of whole numbers by one, and any lever by what it tells", async ({ page }) => {
  const chapter = await new Chapter(page, "fault-tolerance/mobile-nomad/sdc-detective").open("?mode=demo");
  for (const name of ["bit", "layer"]) {
    const before = Number(await chapter.box(name).inputValue());
    const slider = chapter.slider(name);
    await slider.press("ArrowLeft");
    await expect(chapter.box(name)).toHaveValue(String(before - 1));
    await slider.press("ArrowRight");
    await expect(chapter.box(name)).toHaveValue(String(before));
  }
});
