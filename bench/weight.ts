import type { Browser, CDPSession } from "@playwright/test";
import { commit, openPage, scrollThrough } from "./browser.ts";
import { atMost, type Finding, kilobytes, type Section } from "./finding.ts";
import { chaptersIn, type Served, type Site, shortName } from "./site.ts";

const BUDGETS = { scripts: 100_000, beforePlot: 20_000, all: 220_000, textFonts: 3 };

/** Something that came over the network: its size there, headers and all. */
interface Transfer {
  readonly path: string;
  /** Which request of the page it was, counted as they were sent. */
  readonly order: number;
  readonly bytes: number;
}

/** Notes every request of a page, in the order in which they came in. A worker has a session of its own, and is not seen. */
async function listen(protocol: CDPSession): Promise<Transfer[]> {
  const sent = new Map<string, Pick<Transfer, "path" | "order">>();
  const transfers: Transfer[] = [];
  protocol.on("Network.requestWillBeSent", ({ requestId, request }) => {
    sent.set(requestId, { path: new URL(request.url).pathname, order: sent.size });
  });
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = sent.get(requestId);
    if (request) transfers.push({ ...request, bytes: encodedDataLength });
  });
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  return transfers;
}

const isScript = ({ path }: Transfer): boolean => path.endsWith(".js") && !/\/worker[.-]/.test(path);
const isFont = ({ path }: Transfer): boolean => path.endsWith(".woff2");
const isStyle = ({ path }: Transfer): boolean => path.endsWith(".css");
const sum = (transfers: readonly Transfer[]): number =>
  transfers.reduce((bytes, transfer) => bytes + transfer.bytes, 0);

const nameOf = (path: string): string => path.split("/").at(-1) ?? path;

/** The scripts that a script imports at once, by their file names. */
async function importsOf(address: string, path: string): Promise<readonly string[]> {
  const text = await (await fetch(new URL(path, address))).text();
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+)["'`]/g)].flatMap(([, name]) => name ?? []);
}

/**
 * The scripts that the page asks for before Plot and that can run without it: those that had come when the levers were
 * ready, asked for before Plot was, and not importing it. Plot is the greatest script of the page.
 */
async function beforePlot(address: string, come: readonly Transfer[], plot: Transfer): Promise<readonly Transfer[]> {
  const needed: Transfer[] = [];
  for (const transfer of come.filter(isScript)) {
    if (transfer.order >= plot.order) continue;
    const imports = await importsOf(address, transfer.path);
    if (!imports.includes(nameOf(plot.path))) needed.push(transfer);
  }
  return needed;
}

async function weigh(
  browser: Browser,
  { address }: Served,
  chapter: string,
): Promise<{ findings: Finding[]; notes: string[] }> {
  const { page, protocol } = await openPage(browser);
  const transfers = await listen(protocol);
  await page.goto(`${address}${chapter}/`);
  await page.locator("lab-lever[data-ready]").first().waitFor({ state: "attached" });
  const come = [...transfers];
  await page.waitForLoadState("networkidle");
  const before = [...transfers];
  await commit(page);
  await scrollThrough(page);
  await page.waitForLoadState("networkidle");
  await page.context().close();

  const scripts = transfers.filter(isScript);
  const [plot] = [...scripts].sort((a, b) => b.bytes - a.bytes);
  const needed = plot ? await beforePlot(address, come, plot) : [];
  const heavy = [...transfers.filter(isScript), ...transfers.filter(isFont), ...transfers.filter(isStyle)];
  const textFonts = transfers.filter((transfer) => isFont(transfer) && !nameOf(transfer.path).startsWith("KaTeX"));
  const name = shortName(chapter);
  const list = (some: readonly Transfer[]) =>
    some.map(({ path, bytes }) => `${nameOf(path).replace(/\.[\w-]{8}\./, ".")} ${kilobytes(bytes)}`).join(", ");
  return {
    findings: [
      atMost(`${name}: scripts needed before Plot`, sum(needed), BUDGETS.beforePlot, kilobytes),
      atMost(`${name}: scripts without the worker`, sum(scripts), BUDGETS.scripts, kilobytes),
      atMost(`${name}: scripts, fonts, styles`, sum(heavy), BUDGETS.all, kilobytes),
      atMost(`${name}: text fonts`, textFonts.length, BUDGETS.textFonts, (count) => `${count} files`),
      { what: `${name}: of it fonts`, measured: kilobytes(sum(transfers.filter(isFont))) },
      { what: `${name}: everything, with the page itself`, measured: kilobytes(sum(transfers)) },
      { what: `${name}: everything before the commitment`, measured: kilobytes(sum(before)) },
    ],
    notes: [
      `Before Plot: ${list(needed)}.`,
      `All scripts: ${list(scripts)}.`,
      `Fonts: ${list(transfers.filter(isFont))}.`,
    ],
  };
}

/** What a chapter's page weighs on the wire. */
export async function benchWeight(browser: Browser, site: Site, served: Served): Promise<Section> {
  const weighed: Awaited<ReturnType<typeof weigh>>[] = [];
  for (const chapter of await chaptersIn(site)) weighed.push(await weigh(browser, served, chapter));
  return {
    title: "Weight of a chapter's page, brotli, cold cache, committed and scrolled through",
    findings: weighed.flatMap(({ findings }) => findings),
    notes: weighed.flatMap(({ notes }) => notes),
  };
}
