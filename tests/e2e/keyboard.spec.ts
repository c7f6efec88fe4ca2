import { Chapter } from "./support/chapter.ts";
import { focusNow, tabTo } from "./support/keyboard.ts";
import { pooledInterval } from "./support/student.ts";
import { expect, test } from "./support/test.ts";

test("the whole chapter goes by keyboard alone, and the focus is always there to see", async ({ page }) => {
  test.setTimeout(120_000);
  const chapter = await new Chapter(page).open();

  await test.step("commits: arrows choose, Enter sends", async () => {
    await tabTo(page, "lab-predict input[name=choice]");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await expect(chapter.lock.getByRole("radio", { name: /^It increases/ })).toBeChecked();
    await tabTo(page, "lab-predict input[name=number]");
    await page.keyboard.type("2");
    await tabTo(page, "lab-predict input[name=sure]");
    await page.keyboard.press("Space");
    await tabTo(page, "lab-predict button.act");
    await page.keyboard.press("Enter");
    await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
    await expect(chapter.commitButton).toBeFocused();
  });

  await test.step("turns a lever and takes it back", async () => {
    await tabTo(page, "lab-presets input[name=preset]");
    await page.keyboard.press("ArrowRight");
    await expect(chapter.preset("Llama 3, as measured")).toBeChecked();
    await page.keyboard.press("ArrowLeft");
    await expect(chapter.preset("The mission’s fleet")).toBeChecked();
    await tabTo(page, "lab-lever[name=nodes] input");
    const slider = chapter.slider("nodes");
    if (!(await slider.evaluate((element) => element === document.activeElement)))
      await tabTo(page, "lab-lever[name=nodes] input[type=range]");
    const before = await chapter.value("optimalInterval").innerText();
    await page.keyboard.press("PageDown");
    await expect(chapter.value("optimalInterval")).not.toHaveText(before);
    await tabTo(page, "lab-history [data-do=undo]");
    await page.keyboard.press("Enter");
    await expect(chapter.value("optimalInterval")).toHaveText(before);
    expect((await focusNow(page)).at, "after the last undo the focus is not lost").not.toBe("nowhere");
  });

  await test.step("opens and shuts disclosures", async () => {
    await tabTo(page, "details.more > summary");
    await page.keyboard.press("Enter");
    await expect(chapter.slider("nodeMtbf")).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(chapter.slider("nodeMtbf")).toBeHidden();
    await tabTo(page, "details.peek > summary");
    await page.keyboard.press("Space");
    await expect(chapter.part("peek").locator(".formula").first()).toBeVisible();
  });

  await test.step("searches with Ctrl+Enter from the box of the interval", async () => {
    await tabTo(page, '[data-part="trials"] lab-lever[name=interval] input[type=number]');
    const type = async (value: number) => {
      await page.keyboard.press("Control+a");
      await page.keyboard.type(String(value));
    };
    await type(5000);
    await page.keyboard.press("Control+Enter");
    await expect(chapter.rows).toHaveCount(1);
    await expect(page.locator("#live")).toContainText("Trial 1");
    for (let i = 1; i < 10 && !(await chapter.rows.last().innerText()).includes("met"); i++) {
      await type(Math.round(await pooledInterval(chapter)));
      await page.keyboard.press("Control+Enter");
      await expect(chapter.rows).toHaveCount(i + 1);
      expect((await focusNow(page)).at).not.toBe("nowhere");
    }
    await expect(chapter.stage).toHaveAttribute("data-stage", "found");
  });

  await test.step("answers the transfer", async () => {
    await tabTo(page, "lab-transfer input[name=choice]");
    await page.keyboard.press("Space");
    await expect(page.locator("lab-transfer")).not.toHaveAttribute("data-answered");
    await tabTo(page, "lab-transfer button.act");
    await page.keyboard.press("Enter");
    await expect(page.locator("lab-transfer")).toHaveAttribute("data-answered");
    expect((await focusNow(page)).at).not.toBe("nowhere");
  });

  await test.step("reflects and keeps it", async () => {
    await tabTo(page, "lab-reflect textarea");
    await page.keyboard.type("A gang stops together.");
    await tabTo(page, "lab-reflect button.act");
    await page.keyboard.press("Enter");
    await expect(chapter.stage).toHaveAttribute("data-stage", "defended");
    await expect(page.locator("lab-reflect button.act")).toBeFocused();
  });

  await test.step("opens the menu, leaves it by Escape, and follows the next step", async () => {
    await page.evaluate(() => scrollTo(0, 0));
    await tabTo(page, "lab-share summary", 80, "Shift+Tab");
    await page.keyboard.press("Enter");
    await tabTo(page, "lab-share [data-do=md]");
    await page.keyboard.press("Escape");
    await expect(page.locator("lab-share summary")).toBeFocused();
    await expect(page.locator("lab-share details")).not.toHaveAttribute("open");
  });
});

test("Tab goes round the page once the instruments are open, and is caught nowhere", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.openAll();
  await page.evaluate(() => document.querySelector<HTMLElement>(".skip")?.focus());
  const stops = new Set<string>();
  let last = "";
  for (let i = 0; i < 250; i++) {
    await page.keyboard.press("Tab");
    const { at, seen } = await focusNow(page);
    if (at === "nowhere") break;
    expect(seen, at).toBe(true);
    stops.add(at);
    last = at;
  }
  expect(stops.size).toBeGreaterThan(60);
  expect(last).toMatch(/Ledger|Open in a new tab|^a\s+Part \d/);
});

for (const [button, name] of [
  ["Undo the last move", "Checkpoint storm"],
  ["Reset to the mission", "Checkpoint storm"],
] as const) {
  test(`“${button}” in a failure leaves the focus on the page`, async ({ page }) => {
    const chapter = await new Chapter(page).open();
    await chapter.commit();
    await chapter.set("interval", 100);
    await chapter.failure(name).getByRole("button", { name: button }).focus();
    await page.keyboard.press("Enter");
    await expect(chapter.failure(name)).toBeHidden();
    expect((await focusNow(page)).at).not.toBe("nowhere");
  });
}

test("the last undo, the run that finds and “Show me” do not lose the focus", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.set("writeTime", 30);
  await chapter.history("Undo").focus();
  await page.keyboard.press("Enter");
  expect((await focusNow(page)).at, "undo").not.toBe("nowhere");

  await chapter.set("interval", 80_000, "trials");
  await chapter.runButton.focus();
  for (let i = 0; i < 10; i++) {
    await page.keyboard.press("Enter");
    await expect(chapter.rows).toHaveCount(i + 1);
  }
  await expect(chapter.runButton).toBeFocused();
  await chapter.trials.getByRole("button", { name: "Show me" }).focus();
  await page.keyboard.press("Enter");
  await expect(chapter.stage).toHaveAttribute("data-stage", "found");
  expect((await focusNow(page)).at, "show me").not.toBe("nowhere");
});

test("a search found from its button leaves the focus on the page", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.set("interval", 5000, "trials");
  await chapter.runTrial();
  for (let i = 1; i < 10 && !(await chapter.rows.last().innerText()).includes("met"); i++) {
    await chapter.set("interval", Math.round(await pooledInterval(chapter)), "trials");
    await chapter.runButton.focus();
    await page.keyboard.press("Enter");
    await expect(chapter.rows).toHaveCount(i + 1);
  }
  await expect(chapter.stage).toHaveAttribute("data-stage", "found");
  expect((await focusNow(page)).at).not.toBe("nowhere");
});
