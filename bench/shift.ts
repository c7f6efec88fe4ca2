import type { Browser } from "@playwright/test";
import { committed, openPage, type Stored, scrollThrough } from "./browser.ts";
import { atMost, type Finding, type Section } from "./finding.ts";
import { chaptersIn, type Served, type Site, shortName } from "./site.ts";

const BUDGET = 0.01;
/** Late enough that the page has long been painted with what stands in for the fonts (ms). */
const DELAY = 1500;

interface Shift {
  readonly value: number;
  readonly where: readonly string[];
}
declare global {
  var shifts: Shift[];
}

/** Runs in the page: notes every shift of the layout that no click or key had caused. */
function watch(): void {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const shift = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources?: readonly { node: Node | null }[];
      };
      if (shift.hadRecentInput) continue;
      const where = (shift.sources ?? []).map(({ node }) => {
        const element = node instanceof Element ? node : node?.parentElement;
        return element ? `${element.localName}.${element.getAttribute("class") ?? ""}` : "?";
      });
      shifts.push({ value: shift.value, where });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

async function shiftsOf(
  browser: Browser,
  address: string,
  fonts: "at once" | "late",
  stored?: Stored,
): Promise<readonly Shift[]> {
  const { page } = await openPage(browser, stored);
  await page.addInitScript(watch);
  if (fonts === "late")
    await page.route("**/*.woff2", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, DELAY));
      await route.continue();
    });
  await page.goto(address);
  await page.waitForTimeout(DELAY + 1000);
  await scrollThrough(page);
  const found = await page.evaluate(() => globalThis.shifts);
  await page.context().close();
  return found;
}

/** The sum of all shifts of a page's layout, on load and while it is scrolled through. */
export async function benchShift(browser: Browser, site: Site, { address }: Served): Promise<Section> {
  const findings: Finding[] = [];
  const notes: string[] = [];
  for (const chapter of await chaptersIn(site)) {
    const stored = await committed(browser, `${address}${chapter}/`);
    for (const [who, state] of [
      ["first visit", undefined],
      ["committed", stored],
    ] as const)
      for (const fonts of ["at once", "late"] as const) {
        const what = `${shortName(chapter)}: ${who}, fonts ${fonts}`;
        const found = await shiftsOf(browser, `${address}${chapter}/`, fonts, state);
        const total = found.reduce((sum, { value }) => sum + value, 0);
        findings.push(atMost(what, total, BUDGET, (value) => value.toFixed(4)));
        const [worst] = [...found].sort((a, b) => b.value - a.value);
        if (worst)
          notes.push(
            `${what}: the greatest of ${found.length} is ${worst.value.toFixed(4)}, at ${worst.where.join(", ")}.`,
          );
      }
  }
  return { title: "Layout shift, the sum over load and scrolling", findings, notes };
}
