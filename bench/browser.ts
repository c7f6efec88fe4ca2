import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "@playwright/test";
import { findChromium } from "../scripts/chromium.mjs";

/** The machine that budgets are for: four times slower than this one. */
export const SLOWER = 4;
export const VIEWPORT = { width: 1280, height: 800 };

/** What a browser keeps of a reader. */
export type Stored = Awaited<ReturnType<BrowserContext["storageState"]>>;

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  // Chromium refuses its sandbox to root.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    ...(executablePath && { executablePath }),
    args: ["--disable-gpu", "--disable-background-networking", "--disable-component-update", ...sandbox],
  });
}

/** A page with nothing in its cache, and what a reader stored before. */
export async function openPage(browser: Browser, stored?: Stored): Promise<{ page: Page; protocol: CDPSession }> {
  const context = await browser.newContext({ viewport: VIEWPORT, ...(stored && { storageState: stored }) });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  return { page, protocol };
}

export const slowDown = (protocol: CDPSession, rate: number): Promise<unknown> =>
  protocol.send("Emulation.setCPUThrottlingRate", { rate });

/** Answers the lock of a chapter as a reader does: a choice, its number, how sure, and the button. */
export async function commit(page: Page): Promise<void> {
  const form = page.locator("lab-predict form");
  await page.locator("lab-chapter[data-ready]").waitFor({ state: "attached" });
  await form.locator("input[name=choice]").first().check({ force: true });
  const number = form.locator("input[name=number]");
  if ((await number.count()) > 0 && (await number.inputValue()) === "") {
    await number.fill((await number.getAttribute("min")) ?? "1");
  }
  await form.locator("input[name=sure]").first().check({ force: true });
  await form.locator("button.act").click();
  await page.locator("lab-chapter:not([data-stage=asked])").waitFor({ state: "attached" });
}

/** What the browser keeps of a reader who has committed: the workbench is open to who comes back. */
export async function committed(browser: Browser, address: string): Promise<Stored> {
  const { page } = await openPage(browser);
  await page.goto(address);
  await commit(page);
  const stored = await page.context().storageState();
  await page.context().close();
  return stored;
}

/** Down the whole page as a reader goes, a screen at a time, and up again. */
export async function scrollThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.mouse.move(VIEWPORT.width / 2, VIEWPORT.height / 2);
  for (let top = 0; top < height; top += VIEWPORT.height * 0.8) {
    await page.mouse.wheel(0, VIEWPORT.height * 0.8);
    await page.waitForTimeout(120);
  }
  await page.evaluate(() => scrollTo(0, 0));
  await page.waitForTimeout(500);
}
