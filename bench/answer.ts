import type { Browser, Page } from "@playwright/test";
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

/** Runs in the page: moves a lever, of whatever kind, the moment it can be moved, and notes when a value in the words follows (ms). */
function moveWhenReady(name: string): void {
  const watcher = new MutationObserver(() => {
    const lever = `lab-lever[data-ready][name=${name}]`;
    const control = document.querySelector<HTMLInputElement>(
      `${lever} input[type=range], ${lever} input:is([type=radio], [type=checkbox]):not(:checked)`,
    );
    if (!control) return;
    watcher.disconnect();
    const answer = new MutationObserver(() => {
      globalThis.answered ??= performance.now();
    });
    for (const value of document.querySelectorAll("lab-value"))
      answer.observe(value, { childList: true, characterData: true, subtree: true });
    if (control.type !== "range") control.click();
    else {
      control.valueAsNumber = (Number(control.min) + Number(control.max)) / 2;
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  watcher.observe(document, { attributes: true, attributeFilter: ["data-ready"], subtree: true });
}

/** How long a lever may take (ms) before the next is tried, on a page that has nothing else to do. */
const PATIENCE = 3000;

/** The first lever of a page that changes a value: a buffer that is not used changes none. */
async function firstLever(browser: Browser, address: string, stored: Stored): Promise<string> {
  const names = await withPage(browser, stored, async (page) => {
    await page.goto(address);
    await page.locator("lab-chapter[data-ready]").waitFor({ state: "attached" });
    return page
      .locator("lab-lever:not(details:not([open]) *)")
      .evaluateAll((levers) => levers.map((lever) => lever.getAttribute("name") ?? ""));
  });
  for (const name of names) {
    const answers = await withPage(browser, stored, async (page) => {
      await page.addInitScript(moveWhenReady, name);
      await page.goto(address);
      const told = page.waitForFunction(() => globalThis.answered !== undefined, null, { timeout: PATIENCE });
      return told.then(() => true).catch(() => false);
    });
    if (answers) return name;
  }
  throw new Error(`${address}: no lever changes a value`);
}

async function withPage<T>(browser: Browser, stored: Stored, use: (page: Page) => Promise<T>): Promise<T> {
  const { page } = await openPage(browser, stored);
  const result = await use(page);
  await page.context().close();
  return result;
}

async function loadOnce(browser: Browser, address: string, stored: Stored, lever: string): Promise<number> {
  const { page, protocol } = await openPage(browser, stored);
  await protocol.send("Network.enable");
  await protocol.send("Network.emulateNetworkConditions", NETWORK);
  await slowDown(protocol, SLOWER);
  await page.addInitScript(moveWhenReady, lever);
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
    const lever = await firstLever(browser, `${address}${chapter}/`, stored);
    const loads: number[] = [];
    for (let n = 0; n < LOADS; n++) loads.push(await loadOnce(browser, `${address}${chapter}/`, stored, lever));
    findings.push(atMost(`${shortName(chapter)}: first lever (${lever}) answers`, median(loads), BUDGET, seconds), {
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
