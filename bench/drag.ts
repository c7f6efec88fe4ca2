import type { Browser, CDPSession, Locator, Page } from "@playwright/test";
import { committed, openPage, SLOWER, type Stored, slowDown } from "./browser.ts";
import { atMost, type Finding, milliseconds, type Section } from "./finding.ts";
import { median, quantileOf } from "./median.ts";
import { noteDrags } from "./note-drags.ts";
import { buildCopy, type Change, chaptersIn, type Served, type Site, serve, shortName } from "./site.ts";

const DRAGS = 5;
const MOVES = 40;
/** A mouse reports about as often as the screen is drawn (ms). */
const PAUSE = 16;
const GATE = 0.45;
const AIM = { p50: 12, p95: 16.7 };
const UP_TO_DATE = 100;

/**
 * The same page with `Plot.plot` again, as a page without this kit is: the same sources, build, server, model, values and
 * charts, but every drawing in view made anew in the frame of the input. Beside it a page that has the kit's turns, a
 * drawing a frame, and makes each anew: what moving alone saves.
 */
const redrawn: Change = {
  file: "src/components/kit/chart.ts",
  from: /outgrown: \(next\) => [^\n]*,\n/,
  to: "outgrown: () => true,\n",
};
const allAtOnce: Change = {
  file: "src/components/kit/frames.ts",
  from: /moving: 4,/,
  to: "moving: 1e9,",
};
/** A worker that never answers: what a study adds to the charts comes when it is ready, and is not what is measured. */
const withoutStudies = () => {
  globalThis.Worker = class extends EventTarget {
    postMessage(): void {
      return;
    }
    terminate(): void {
      return;
    }
  } as unknown as typeof Worker;
};

/** A slider on an open page, and what its drags gave. */
interface Track {
  readonly page: Page;
  readonly protocol: CDPSession;
  readonly slider: Locator;
  readonly drags: Drag[];
}

interface Drag {
  readonly p50: number;
  readonly p95: number;
  /** How long after the slider was let go the last chart in view was painted (ms). */
  readonly upToDate: number;
}

/** Opens a page at a slider. */
async function openTrack(
  browser: Browser,
  address: string,
  selector: string,
  stored?: Stored,
  before?: () => void,
): Promise<Track> {
  const { page, protocol } = await openPage(browser, stored);
  await page.addInitScript(noteDrags);
  if (before) await page.addInitScript(before);
  if (address === EMPTY)
    await page.route(EMPTY, (route) => route.fulfill({ contentType: "text/html", body: emptyPage }));
  await page.goto(address, { waitUntil: "networkidle" });
  const slider = page.locator(selector).first();
  await slider.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await page.waitForTimeout(1500); // charts that came into view are drawn, studies done
  return { page, protocol, slider, drags: [] };
}

/** One drag on a slower machine, there and back by real mouse moves, and let go elsewhere than it began, so that there is something to settle. */
async function drag({ page, protocol, slider, drags }: Track): Promise<void> {
  const box = await slider.boundingBox();
  if (!box) throw new Error("The slider is not on the page.");
  const moveTo = (share: number) => page.mouse.move(box.x + box.width * share, box.y + box.height / 2);
  await page.evaluate(() => (globalThis.noted = { paints: [], charts: [] }));
  await slowDown(protocol, SLOWER);
  await moveTo(0.3);
  await page.mouse.down();
  for (let i = 1; i <= MOVES; i++) {
    const way = i / MOVES;
    await moveTo(0.3 + (way < 0.5 ? way : 1 - way) * 0.8);
    await page.waitForTimeout(PAUSE);
  }
  await moveTo(0.35 + 0.04 * drags.length);
  await page.mouse.up();
  await page.waitForTimeout(600);
  // Only while it is dragged: a page is slowed down by a thread that keeps a core busy.
  await slowDown(protocol, 1);
  const { paints, charts } = await page.evaluate(() => globalThis.noted);
  drags.push({ p50: quantileOf(paints, 0.5), p95: quantileOf(paints, 0.95), upToDate: Math.max(0, ...charts) });
}

const middle = ({ drags }: Track, figure: keyof Drag): number => median(drags.map((one) => one[figure]));

/** Drags the same slider of several pages in turn, so that what else the machine does falls on all of them alike. */
async function dragInTurn(tracks: readonly Track[]): Promise<void> {
  for (let n = 0; n < DRAGS; n++) for (const track of tracks) await drag(track);
  for (const { page } of tracks) await page.context().close();
}

/** A page with one slider and a handler that does nothing: what browser and machine take by themselves. */
const EMPTY = "http://empty.invalid/";
const emptyPage = `<!doctype html><title>Empty</title><input type="range" style="width: 20rem"><script>document.querySelector("input").addEventListener("input", () => {})</script>`;

/** The levers that the chapter calls its own, as far as they are sliders. */
async function primaryLevers(browser: Browser, address: string): Promise<readonly string[]> {
  const { page } = await openPage(browser);
  await page.goto(address);
  await page.locator("lab-lever[data-ready]").first().waitFor({ state: "attached" });
  const levers = await page.evaluate(() => {
    const { levers: named } = JSON.parse(document.getElementById("chapter-data")?.textContent ?? "{}");
    return (named as string[]).filter((name) => document.querySelector(`lab-lever[name="${name}"] input[type=range]`));
  });
  await page.context().close();
  return levers;
}

const both = (track: Track): string =>
  `p50 ${middle(track, "p50").toFixed(1)}, p95 ${middle(track, "p95").toFixed(1)} ms`;

/** Judged at p50, as the gate is; the ratio of p95 is told beside it. */
const gate = (what: string, ours: Track, other: Track): Finding => ({
  what,
  measured: both(other),
  budget: `ours ≤ ${GATE} × at p50`,
  margin: (["p50", "p95"] as const)
    .map((figure) => `${figure} ${(middle(ours, figure) / middle(other, figure)).toFixed(2)}`)
    .join(", "),
  holds: middle(ours, "p50") <= GATE * middle(other, "p50"),
});

interface Tracks {
  readonly ours: Track;
  readonly quiet: Track;
  readonly anew: Track;
  readonly atOnce: Track;
  readonly empty: Track;
}

function tellLever(what: string, { ours, quiet, anew, atOnce, empty }: Tracks): Finding[] {
  const meets = middle(ours, "p50") <= AIM.p50 && middle(ours, "p95") <= AIM.p95;
  return [
    {
      what,
      measured: both(ours),
      budget: `aim ${AIM.p50} and ${AIM.p95} ms`,
      margin: meets ? "aim met" : "aim missed",
    },
    { what: "  an empty handler", measured: both(empty) },
    gate("  Plot.plot, all charts a frame", ours, atOnce),
    gate("  Plot.plot, one drawing a frame", ours, anew),
    atMost("  charts up to date after let go", middle(quiet, "upToDate"), UP_TO_DATE, milliseconds),
  ];
}

/** Input to paint of dragged levers, on every chapter. */
export async function benchDrag(browser: Browser, site: Site, served: Served): Promise<Section> {
  const copies = [await buildCopy([redrawn], site.folder), await buildCopy([redrawn, allAtOnce], site.folder)];
  const servers = [served, ...(await Promise.all(copies.map(serve)))];
  const findings: Finding[] = [];
  try {
    for (const chapter of await chaptersIn(site)) {
      const addresses = servers.map(({ address }) => `${address}${chapter}/`);
      const stored = await Promise.all(addresses.map((address) => committed(browser, address)));
      for (const lever of await primaryLevers(browser, addresses[0] ?? "")) {
        const selector = `lab-lever[name="${lever}"] input[type=range]`;
        const open = (i: number, before?: () => void) =>
          openTrack(browser, addresses[i] ?? "", selector, stored[i], before);
        const tracks: Tracks = {
          ours: await open(0),
          quiet: await open(0, withoutStudies),
          anew: await open(1),
          atOnce: await open(2),
          empty: await openTrack(browser, EMPTY, "input"),
        };
        await dragInTurn(Object.values(tracks));
        findings.push(...tellLever(`${shortName(chapter)}: ${lever}`, tracks));
      }
    }
  } finally {
    for (const server of servers.slice(1)) server.stop();
    for (const copy of copies) await copy.remove();
  }
  return {
    title: `A dragged lever, CPU ${SLOWER} × slower: from the input event to the first task after the paint`,
    findings,
    notes: [
      `Medians of ${DRAGS} drags of ${MOVES} mouse moves, the pages in turn. Plot.plot: the same page and build, its charts drawn anew at`,
      "each step, all that are in view in one frame, as a page without this kit does, or in turn, as this page moves them.",
      "Up to date: from the change event to the first task after the paint of the last chart in view, on a page without studies.",
    ],
  };
}
