import type { Page } from "@playwright/test";
import { Chapter } from "./support/chapter.ts";
import { expect, test } from "./support/test.ts";

const printed = (page: Page) => page.emulateMedia({ media: "print" });

/** How bright a color is that the page computed, from 0 to 1. */
const brightness = (page: Page, selector: string, property: "color" | "backgroundColor") =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => {
      const [red = 0, green = 0, blue = 0] = (getComputedStyle(element)[name].match(/[\d.]+/g) ?? []).map(Number);
      return (0.3 * red + 0.6 * green + 0.1 * blue) / 255;
    }, property);

const sheetsOf = async (page: Page): Promise<number> => {
  const file = await page.pdf({ format: "A4", margin: { top: "1cm", right: "1cm", bottom: "1cm", left: "1cm" } });
  return (file.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
};

test("a pinned dark theme prints dark ink on light paper", async ({ page }) => {
  await new Chapter(page).open("?theme=dark");
  expect(await brightness(page, "body", "backgroundColor")).toBeLessThan(0.2);
  await printed(page);
  expect(await brightness(page, "body", "backgroundColor")).toBe(1);
  for (const words of ["h1", ".standfirst", "label.choice", ".badge .name"])
    expect(await brightness(page, words, "color"), words).toBeLessThan(0.4);
});

test("what opens with the commitment prints as one line before it, and in full after it", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  expect(await sheetsOf(page)).toBeLessThanOrEqual(6);
  await printed(page);
  const veiled = page.locator("[data-until-sheet]");
  expect(await veiled.count()).toBeGreaterThan(3);
  for (const section of await veiled.all()) {
    await expect(section.locator(".sheet span")).toBeVisible();
    await expect(section.locator(".contents").first()).toBeHidden();
    expect((await section.boundingBox())?.height).toBeLessThan(80);
  }
  await page.emulateMedia({ media: "screen" });
  await chapter.commit();
  await printed(page);
  for (const section of await veiled.all()) await expect(section.locator(".sheet")).toBeHidden();
  await expect(chapter.lever("nodes")).toBeVisible();
});

test("paper has no controls that wait for a hand", async ({ page }) => {
  await new Chapter(page).open("?mode=demo");
  await printed(page);
  await expect(page.locator(":is(button, progress, input[type=range]):visible")).toHaveCount(0);
});

for (const width of [1280, 640])
  test(`at ${width} px a text of twice the size does not scroll sideways`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const chapter = await new Chapter(page).open("?mode=demo");
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    await chapter.openAll();
    await chapter.showAll();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    );
  });

for (const theme of ["light", "dark"])
  test(`the reader's own colors show what is chosen, also with the ${theme} theme pinned`, async ({ page }) => {
    await page.emulateMedia({ forcedColors: "active" });
    const chapter = await new Chapter(page).open(`?theme=${theme}`);
    await chapter.commit();
    const options = page.locator("lab-presets label");
    const looks = await options.evaluateAll((labels) =>
      labels.map((label) => {
        const words = label.querySelector("span");
        const ground = words ? getComputedStyle(words).backgroundColor : "";
        return { chosen: label.querySelector("input")?.checked === true, ground };
      }),
    );
    const [chosen] = looks.filter((look) => look.chosen);
    expect(chosen).toBeDefined();
    for (const other of looks.filter((look) => !look.chosen)) expect(other.ground).not.toBe(chosen?.ground);
  });

test("without scripts no failure looks as if it had happened, and no control is dead", async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto(`/${new Chapter(page).id}/`);
  await expect(page.locator("button:visible, input[type=number]:visible")).toHaveCount(0);
  const before = await page
    .locator(".failure h2")
    .evaluateAll((names) => names.map((name) => getComputedStyle(name, "::before").content));
  expect(before.length).toBeGreaterThan(0);
  for (const words of before) expect(words).toContain("What would break it:");
  await context.close();
});
