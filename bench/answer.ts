import type { Browser } from "@playwright/test";
import { committed, openPage, SLOWER, type Stored, slowDown } from "./browser.ts";
import { atMost, type Section, seconds } from "./finding.ts";
import { median } from "./median.ts";
import { chaptersIn, type Served, type Site, shortName } from "./site.ts";

const LOADS = 9;
const BUDGET = 1;
/** 10 Mb/s with 40 ms of delay, as a phone has on a good day. */
const NETWORK = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };

declare global {
  var answered: number | undefined;
}

/**
 * Runs in the page: moves each lever the moment it can be moved, and notes when a value in the words follows (ms). The first
 * lever of a page may be one that changes nothing as the mission has it: a buffer that is not used.
 */
function moveFirstLever(): void {
  const moved = new Set<HTMLInputElement>();
  let answer: MutationObserver | undefined;
  const watcher = new MutationObserver(() => {
    for (const slider of document.querySelectorAll<HTMLInputElement>("lab-lever[data-ready] input[type=range]")) {
      if (moved.has(slider)) continue;
      moved.add(slider);
      if (!answer) {
        answer = new MutationObserver(() => {
          watcher.disconnect();
          globalThis.answered ??= performance.now();
        });
        for (const value of document.querySelectorAll("lab-value"))
          answer.observe(value, { childList: true, characterData: true, subtree: true });
      }
      slider.valueAsNumber = (Number(slider.min) + Number(slider.max)) / 2;
      slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  watcher.observe(document, { attributes: true, attributeFilter: ["data-ready"], subtree: true });
}

async function loadOnce(browser: Browser, address: string, stored: Stored): Promise<number> {
  const { page, protocol } = await openPage(browser, stored);
  await protocol.send("Network.enable");
  await protocol.send("Network.emulateNetworkConditions", NETWORK);
  await slowDown(protocol, SLOWER);
  await page.addInitScript(moveFirstLever);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.answered !== undefined);
  const answered = await page.evaluate(() => globalThis.answered ?? Number.NaN);
  await page.context().close();
  return answered / 1000;
}

/** How long after the start of the navigation the first lever moves a number, for a reader who comes back. */
export async function benchAnswer(browser: Browser, site: Site, { address }: Served): Promise<Section> {
  const findings = [];
  for (const chapter of await chaptersIn(site)) {
    const stored = await committed(browser, `${address}${chapter}/`);
    const loads: number[] = [];
    for (let n = 0; n < LOADS; n++) loads.push(await loadOnce(browser, `${address}${chapter}/`, stored));
    findings.push(atMost(`${shortName(chapter)}: first lever answers`, median(loads), BUDGET, seconds), {
      what: "  fastest and slowest",
      measured: `${seconds(Math.min(...loads))}, ${seconds(Math.max(...loads))}`,
    });
  }
  return {
    title: `First lever answers, CPU ${SLOWER} × slower, 10 Mb/s, 40 ms`,
    findings,
    notes: [
      `Median of ${LOADS} loads with a cold cache; from the navigation's start until a moved lever has changed a value.`,
    ],
  };
}
