import type { Page } from "@playwright/test";
import { CHAPTER, Chapter } from "./support/chapter.ts";
import { chapters } from "./support/site.ts";
import { known } from "./support/solve.ts";
import { expect, test } from "./support/test.ts";

// Seven settings, nine charts each.
test.describe.configure({ timeout: 120_000 });

const WIDTHS = [320, 360, 768, 1024, 1440];

/** The ends and the middle of the levers, as a reader meets them: one lever or two away from the mission. */
const SETTINGS = {
  mission: "",
  "few nodes": "p.nodes=8",
  "many nodes": "p.nodes=131072&p.interval=600",
  "fast writes": "p.writeTime=0.1&p.interval=10",
  "slow writes": "p.writeTime=3600&p.interval=86400",
  Llama: "preset=llama3",
  "bad hardware": "p.nodeMtbf=1000&p.restartTime=3600&p.downtime=3600",
} as const;

/** For the other chapters: each preset, and the chapter's own levers all at one end. */
async function settingsOf(path: string): Promise<Readonly<Record<string, string>>> {
  if (path === CHAPTER) return SETTINGS;
  const { facts, module } = await known(path);
  const end = (which: "min" | "max") =>
    facts.levers.flatMap((name) => {
      const spec = module.params[name];
      return spec?.kind === "range" ? [`p.${name}=${spec[which]}`] : [];
    });
  const presets = facts.presets.map((name) => [name, `preset=${name}`]);
  return { ...Object.fromEntries(presets), "all least": end("min").join("&"), "all most": end("max").join("&") };
}

/** Texts of one picture may touch by their line boxes, which are higher than their letters. */
const TOUCH = 0.25;

/** Pairs of texts of one chart that lie on one another, and texts that leave the picture. */
const crowded = (page: Page) =>
  page.evaluate((touch) => {
    const faults: string[] = [];
    for (const svg of document.querySelectorAll<SVGSVGElement>("lab-chart svg.chart")) {
      if (!svg.checkVisibility({ visibilityProperty: true }) || svg.clientWidth === 0) continue;
      const name = svg.closest("lab-chart")?.getAttribute("of");
      const frame = svg.getBoundingClientRect();
      const texts = [...svg.querySelectorAll<SVGTextElement>("text")]
        .filter(
          (text) =>
            text.textContent?.trim() && text.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        )
        .map((text) => ({ words: text.textContent ?? "", box: text.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0);
      for (const { words, box } of texts) {
        const out = Math.max(
          frame.left - box.left,
          box.right - frame.right,
          frame.top - box.top,
          box.bottom - frame.bottom,
        );
        if (out > 3) faults.push(`${name}: “${words}” leaves the picture by ${out.toFixed(0)} px`);
      }
      texts.forEach(({ words, box }, i) => {
        for (const other of texts.slice(i + 1)) {
          const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
          const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
          if (across > 1 && down > touch * Math.min(box.height, other.box.height))
            faults.push(`${name}: “${words}” lies on “${other.words}” (${across.toFixed(0)} × ${down.toFixed(0)} px)`);
        }
      });
    }
    return [...new Set(faults)];
  }, TOUCH);

async function drawAll(chapter: Chapter): Promise<void> {
  await chapter.openAll();
  await chapter.showAll();
}

const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const path of chapters) {
  for (const width of path === CHAPTER ? WIDTHS : [320, 768, 1440]) {
    test(`${path}: at ${width} px no chart has words on one another or outside, whatever the levers say`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height: 900 });
      const chapter = new Chapter(page, path);
      for (const [name, query] of Object.entries(await settingsOf(path))) {
        await chapter.open(`?mode=demo&${query}`);
        await drawAll(chapter);
        expect.soft(await crowded(page), name).toEqual([]);
        expect.soft(await sideways(page), name).toBe(0);
      }
    });
  }

  test(`${path}: the pictures of the build keep their words apart`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
    const page = await context.newPage();
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`/${path}/`);
      expect(await crowded(page), `${width} px`).toEqual([]);
      expect(await sideways(page), `${width} px`).toBe(0);
    }
    await context.close();
  });
}

for (const path of chapters)
  test(`${path}: words and controls of the page never lie on one another`, async ({ page }) => {
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const chapter = await new Chapter(page, path).open("?mode=demo");
      await drawAll(chapter);
      const overlaps = await page.evaluate(() => {
        // Controls and the words of levers, badges and buttons, each as its own line box.
        const selector =
          "button, summary, .lever .label, .lever .reading, .lever .unit, .rail li, .badge .name, .badge .now, .choice, .switch label, .player input, .player .moment, textarea, h1, h2, .claim, .running a";
        const things = [
          ...document.querySelectorAll<HTMLElement>(`main :is(${selector}), header.running :is(${selector})`),
        ]
          .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          .map((element) => ({
            element,
            box: element.getBoundingClientRect(),
            name: `${element.localName}.${element.className} “${element.textContent?.trim().replace(/\s+/g, " ").slice(0, 24)}”`,
          }))
          .filter(({ box }) => box.width > 2 && box.height > 2);
        const sticky = (element: Element) => element.closest(".running") !== null;
        const faults: string[] = [];
        things.forEach((a, i) => {
          for (const b of things.slice(i + 1)) {
            if (
              a.element.contains(b.element) ||
              b.element.contains(a.element) ||
              sticky(a.element) !== sticky(b.element)
            )
              continue;
            const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
            const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
            if (across > 2 && down > 4) faults.push(`${a.name} lies on ${b.name}`);
          }
        });
        return faults;
      });
      expect.soft(overlaps, `${width} px`).toEqual([]);
    }
  });
