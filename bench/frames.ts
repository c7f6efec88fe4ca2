import type { Browser, CDPSession, Page } from "@playwright/test";
import { committed, openPage, SLOWER, slowDown } from "./browser.ts";
import { atLeast, type Finding, milliseconds, type Section } from "./finding.ts";
import { quantileOf } from "./median.ts";
import { chaptersIn, type Served, type Site, shortName } from "./site.ts";

/** Long enough for a campaign, short enough for a map that plays a day. */
const SPAN = 1500;
/** Sixty a second, but for one frame in a hundred that the clock of the screen may be off by. */
const BUDGET = 59.4;

const perSecond = (figure: number): string => `${figure.toFixed(1)} frames/s`;

/** The times between the frames of a page (ms), for a span (ms). */
const framesFor = (page: Page, span: number): Promise<readonly number[]> =>
  page.evaluate(async (span) => {
    const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const gaps: number[] = [];
    const begun = await next();
    for (let last = begun; last - begun < span; ) {
      const now = await next();
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  }, span);

function tell(what: string, gaps: readonly number[]): readonly Finding[] {
  const rate = (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0);
  const [middle, late] = [quantileOf(gaps, 0.5), quantileOf(gaps, 0.95)];
  return [
    atLeast(what, rate, BUDGET, perSecond),
    { what: "  median, 95 % below", measured: `${milliseconds(middle)}, ${milliseconds(late)}` },
  ];
}

/** A lever is moved, so that the study of the page runs in the worker: the page goes on being drawn. */
async function whileStudying(page: Page): Promise<readonly number[]> {
  const study = page.locator("[data-part=workbench] lab-study:not(:has([data-do=run]))").first();
  await study.scrollIntoViewIfNeeded();
  await study.locator(".said", { hasText: "Done in" }).waitFor({ timeout: 60_000 });
  await page.evaluate(async () => {
    const slider = document.querySelector<HTMLInputElement>("[data-part=workbench] lab-lever input[type=range]");
    if (!slider) throw new Error("The page has no slider.");
    slider.valueAsNumber = (slider.valueAsNumber + Number(slider.max)) / 2;
    slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    // The study waits for the lever to rest; by then the charts have followed.
    await new Promise((resolve) => setTimeout(resolve, 400));
  });
  return framesFor(page, SPAN);
}

/** The map is put in view and played, on a machine four times slower. */
async function whilePlaying(page: Page, protocol: CDPSession): Promise<readonly number[]> {
  const map = page.locator("lab-cell-map:visible").first();
  await map.locator("button.play").scrollIntoViewIfNeeded();
  await page.waitForTimeout(1500);
  await slowDown(protocol, SLOWER);
  await map.locator("button.play").click();
  const gaps = await framesFor(page, SPAN);
  await slowDown(protocol, 1);
  return gaps;
}

/** Frames a second while the worker runs a study, and while a map plays. */
export async function benchFrames(browser: Browser, site: Site, { address }: Served): Promise<Section> {
  const findings: Finding[] = [];
  for (const chapter of await chaptersIn(site)) {
    const { page, protocol } = await openPage(browser, await committed(browser, `${address}${chapter}/`));
    await page.goto(`${address}${chapter}/`, { waitUntil: "networkidle" });
    const studies = await page.locator("[data-part=workbench] lab-study:not(:has([data-do=run]))").count();
    if (studies > 0) findings.push(...tell(`${shortName(chapter)}: while its study runs`, await whileStudying(page)));
    if ((await page.locator("lab-cell-map:visible").count()) > 0) {
      const gaps = await whilePlaying(page, protocol);
      findings.push(...tell(`${shortName(chapter)}: while its map plays, CPU ${SLOWER} × slower`, gaps));
    }
    await page.context().close();
  }
  return {
    title: "Frames a second",
    findings,
    notes: [
      `For ${SPAN / 1000} s: from when a lever has come to rest and the worker begins, or from when the map plays.`,
    ],
  };
}
