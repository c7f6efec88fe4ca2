import { sticksOut, violations } from "./support/axe.ts";
import { CHAPTER, Chapter } from "./support/chapter.ts";
import { pages } from "./support/site.ts";
import { expect, test } from "./support/test.ts";

// axe looks at some 3,000 elements at a time.
test.describe.configure({ timeout: 120_000 });

const WIDTHS = [320, 1280];
const THEMES = ["light", "dark"] as const;

const isChapter = (path: string) => path.includes(CHAPTER);

for (const path of pages.filter((page) => !isChapter(page))) {
  test(`${path} meets WCAG 2.2 AA at both widths, light and dark`, async ({ page }) => {
    for (const width of WIDTHS)
      for (const colorScheme of THEMES) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        await page.goto(path);
        // While a chapter comes it lays itself out: what axe measures would move under it.
        await expect(page.locator("lab-chapter:not([data-ready])")).toHaveCount(0);
        expect(await violations(page), `${width} px, ${colorScheme}`).toEqual([]);
        expect(await sticksOut(page), `${width} px`).toEqual([]);
      }
  });
}

for (const path of pages.filter(isChapter)) {
  const framed = path.startsWith("/embed/");
  for (const width of WIDTHS)
    for (const colorScheme of THEMES) {
      test(`${framed ? "the embedded chapter" : "the chapter"} meets WCAG 2.2 AA at ${width} px, ${colorScheme}, before and after the commitment`, async ({
        page,
      }) => {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const chapter = await new Chapter(page).open("", { framed });
        expect(await violations(page), "asked").toEqual([]);
        expect(await sticksOut(page), "asked").toEqual([]);
        await chapter.commit();
        await chapter.openAll();
        await chapter.showAll();
        expect(await violations(page), "committed, all open").toEqual([]);
        expect(await sticksOut(page), "committed, all open").toEqual([]);
        await page.locator("lab-share summary").click();
        await chapter.share("Copy the embed snippet");
        await expect(page.locator(".shared")).toContainText("nippet");
        expect(await violations(page, "header.running"), "the menu").toEqual([]);
        expect(await sticksOut(page), "the menu").toEqual([]);
      });
    }
}

for (const colorScheme of THEMES) {
  test(`a failure, a trial and a kept reflection meet WCAG 2.2 AA, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const chapter = await new Chapter(page).open();
    await chapter.commit();
    await chapter.set("interval", 86_400);
    await expect(chapter.failure("No progress")).toBeVisible();
    expect(await violations(page), "failing").toEqual([]);
    await chapter.runTrial();
    await chapter.reflect("A gang stops together.");
    await page
      .locator("lab-transfer")
      .getByRole("radio", { name: /^Twice/ })
      .check({ force: true });
    await chapter.openAll();
    expect(await violations(page), "defended").toEqual([]);
  });
}

test("every control in the chapter has a name, and no two levers of a part share one", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.openAll();
  const heard = await page.locator("body").ariaSnapshot();
  expect(heard.match(/^\s*- (slider|spinbutton|button|radio|checkbox|textbox|link|combobox)(?=:|$| \[)/gm)).toBeNull();
  const sliders = [...heard.matchAll(/slider "([^"]+)"/g)].map(([, name]) => name);
  expect(sliders).toContain("Number of Nodes");
});

test("headings go down one level at a time, and landmarks are there", async ({ page }) => {
  await new Chapter(page).open();
  const levels = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((headings) => headings.map((heading) => Number(heading.localName.slice(1))));
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  levels.forEach((level, i) => {
    expect(level - (levels[i - 1] ?? 0), `heading ${i + 1}`).toBeLessThanOrEqual(1);
  });
  for (const landmark of ["main", "banner", "contentinfo"] as const)
    await expect(page.getByRole(landmark)).toHaveCount(1);
});

test("the skip link comes first and leads to the words", async ({ page }) => {
  await new Chapter(page).open();
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to the chapter" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("#content")).toBeFocused();
});
