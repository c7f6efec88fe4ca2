import type { Page } from "@playwright/test";
import { CHAPTER, Chapter, PARTS, TWICE } from "./support/chapter.ts";
import { pages } from "./support/site.ts";
import { expect, test } from "./support/test.ts";

const WRONG = /\b(NaN|Infinity|undefined)\b|\[object/;
const LEDGER = "fleet-labs.ledger";

const stored = (page: Page) => page.evaluate((key) => localStorage.getItem(key), LEDGER);

test.describe("every page", () => {
  for (const path of pages)
    test(`${path} loads, scrolls to its end and reports no fault`, async ({ page }) => {
      await page.goto(path);
      await page.evaluate(async () => {
        for (let y = 0; y < document.body.scrollHeight; y += 600) {
          scrollTo({ top: y, behavior: "instant" });
          await new Promise((resolve) => requestAnimationFrame(() => resolve(null)));
        }
      });
      await page.waitForLoadState("networkidle");
      // In the words NaN is a term (the NaN check of Part 3); where a number is told it is a fault.
      expect((await page.locator("body").innerText()).replaceAll("NaN", "")).not.toMatch(WRONG);
      const told = page.locator("lab-value, lab-badge, figcaption, td, .reading, .headline, .against, .log li");
      for (const text of await told.allInnerTexts()) expect(text).not.toMatch(WRONG);
    });

  test("an address that does not exist says so", async ({ page }) => {
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.route("**/no-such-page/", async (route) => {
      const response = await route.fetch();
      expect(response.status()).toBe(404);
      await route.fulfill({ response, status: 200 });
    });
    await page.goto("/fault-tolerance/no-such-page/");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("No such page");
    expect(faults).toEqual([]);
  });
});

test.describe("a link that nobody should have made", () => {
  const nasty = [
    "p.nodes=NaN",
    "p.nodes=Infinity",
    "p.nodes=-1",
    "p.nodes=1e309",
    "p.nodes=12.5",
    "p.nodes=",
    "p.nodes=99999999999999999999",
    "p.nodes=<script>alert(1)</script>",
    "p.nodes=%00",
    "p.nodes=%E2%80%AE16",
    "p.nodes=true",
    "p.nodes=[object Object]",
    "p.writeTime=abc",
    "p.interval=9",
    "p.__proto__=1",
    "p.constructor=5",
    "p.toString=1",
    "p.hasOwnProperty=1",
    "p.failureLaw=toString",
    "p.failureLaw=__proto__",
    "p.withoutCauses=__proto__",
    "p.seed=0",
    "p.seed=1.5",
    "p.=1",
    `p.${"x".repeat(3000)}=1`,
    `p.nodes=${"9".repeat(3000)}`,
    "seed=abc",
    "preset=nope",
    "preset=__proto__",
    "preset=constructor",
    "preset=%FF",
    "mode=admin",
    "mode=__proto__",
    "fix=nothing",
    "fix=__proto__,constructor",
    "only=everything",
    "hide=__proto__",
    "theme=purple",
    "links=maybe",
    "assign=<img src=x onerror=alert(1)>",
    `assign=${"a".repeat(3000)}`,
  ];
  const groups = 4;
  for (let group = 0; group < groups; group++)
    test(`is told and replaced by the default (${group + 1} of ${groups})`, async ({ page }) => {
      page.on("dialog", () => expect.soft("a dialog").toBe("no dialog"));
      const chapter = new Chapter(page);
      for (const link of nasty.filter((_, i) => i % groups === group)) {
        await chapter.open(`?${link}`);
        const name = link.slice(0, 60);
        await expect.soft(chapter.notices.locator("p").first(), name).toBeVisible();
        await expect.soft(chapter.box("nodes"), name).toHaveValue("16384");
        await expect.soft(chapter.box("interval"), name).toHaveValue("3600");
        await expect.soft(chapter.stage, name).toHaveAttribute("data-stage", "asked");
        expect.soft(await page.locator("main").innerText(), name).not.toMatch(WRONG);
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
        );
        expect.soft(wide, `${name} widens the page`).toBe(false);
      }
    });

  test("names no lever twice in silence: the first counts", async ({ page }) => {
    const chapter = await new Chapter(page).open("?p.nodes=8&p.nodes=16");
    await expect(chapter.notices).toContainText("the first counts");
    await expect(chapter.box("nodes")).toHaveValue("8");
  });

  for (const fragment of [
    "#s=",
    "#s=1.",
    "#s=1.!!!!",
    "#s=2.abc",
    "#s=1.AAAA",
    "#s=1.q1YqLU4tUrJSKkktLlGqBQA",
    `#s=1.${"A".repeat(9000)}`,
  ])
    test(`carries no work where it is damaged: ${fragment.slice(0, 24)}`, async ({ page }) => {
      const chapter = await new Chapter(page).open(fragment);
      await expect(chapter.notices).toContainText("The link’s record of work was not taken");
      await expect(chapter.stage).toHaveAttribute("data-stage", "asked");
      await chapter.commit();
    });
});

test.describe("storage", () => {
  test("that is refused costs nothing but the storing, and is said", async ({ page }) => {
    await page.addInitScript(() => {
      const refuse = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
      Object.defineProperty(window, "localStorage", { get: refuse });
      Object.defineProperty(window, "sessionStorage", { get: refuse });
      Object.defineProperty(window, "indexedDB", { get: refuse });
    });
    const chapter = await new Chapter(page).open();
    await expect(chapter.notices).toContainText("not saved on this device");
    await chapter.commit();
    await chapter.runTrial();
    await chapter.reflect("Nothing is stored, and all of it works.");
    await page.goto("/ledger/");
    await expect(page.locator("#notices")).toContainText("not saved on this device");
  });

  test("that is full is said at the first thing lost, and the page goes on", async ({ page }) => {
    const chapter = await new Chapter(page).open();
    await chapter.commit();
    const before = await stored(page);
    await page.addInitScript(() => {
      Storage.prototype.setItem = () => {
        throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
      };
    });
    await chapter.reload();
    await chapter.runTrial();
    await expect(chapter.notices).toContainText("storage is full");
    await expect(chapter.notices.locator("p")).toHaveCount(1);
    await chapter.runTrial();
    await expect(chapter.notices.locator("p")).toHaveCount(1);
    expect(await stored(page)).toBe(before);
  });

  test("of a later version is left as it is, and said", async ({ page }) => {
    const later = JSON.stringify({ version: 99, chapters: { [CHAPTER]: { wonders: true } }, more: [1, 2] });
    await page.goto("/");
    await page.evaluate(([key, text]) => localStorage.setItem(key, text), [LEDGER, later] as const);
    const chapter = await new Chapter(page).open();
    await expect(chapter.notices).toContainText("A later version of this book has stored your work here");
    await chapter.commit();
    await chapter.runTrial();
    expect(await stored(page)).toBe(later);
  });

  test("that cannot be read is kept aside, and a new ledger is begun", async ({ page }) => {
    await page.goto("/");
    await page.evaluate((key) => localStorage.setItem(key, "{ not JSON"), LEDGER);
    const chapter = await new Chapter(page).open();
    await expect(chapter.notices).toContainText("kept aside");
    await chapter.commit();
    expect(await page.evaluate(() => Object.values({ ...localStorage }))).toContain("{ not JSON");
    await chapter.reload();
    await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
  });
});

test.describe("two windows", () => {
  test("of one chapter lose nothing of one another", async ({ page, context }) => {
    const one = await new Chapter(page).open();
    const other = await new Chapter(await context.newPage()).open();
    await one.commit();
    await expect(other.stage).toHaveAttribute("data-stage", "committed");
    await other.reflection.fill("Written in the second window.");
    await other.reflection.blur();
    await one.runTrial();
    await expect(other.rows).toHaveCount(1);
    await one.reload();
    await expect(one.reflection).toHaveValue("Written in the second window.");
    await expect(one.rows).toHaveCount(1);
  });

  test("with an old text under its cursor takes the newer one, and does not write over it", async ({
    page,
    context,
  }) => {
    const one = await new Chapter(page).open();
    await one.commit();
    const other = await new Chapter(await context.newPage()).open();
    await other.reflection.pressSequentially("First line.");
    await expect(one.reflection).toHaveValue("First line.");
    await one.reflection.fill("Rewritten in the first window.");
    await one.reflection.blur();
    await expect.poll(() => stored(page)).toContain("Rewritten");
    await expect(other.reflection).toHaveValue("Rewritten in the first window.");
    await other.reflection.blur();
    await other.page.close();
    expect(await stored(page)).toContain("Rewritten in the first window.");
    await one.reload();
    await expect(one.reflection).toHaveValue("Rewritten in the first window.");
  });

  test("that both run trials keep both", async ({ page, context }) => {
    const one = await new Chapter(page).open();
    await one.commit();
    const other = await new Chapter(await context.newPage()).open();
    await one.runTrial();
    await expect(other.rows).toHaveCount(1);
    await other.set("interval", 7200, "trials");
    await other.runTrial();
    await expect(one.rows).toHaveCount(2);
  });
});

test("the back button leads back to the page before, and forward to the work as it was left", async ({ page }) => {
  await page.goto("/");
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.set("writeTime", 30);
  await expect.poll(() => page.url()).toContain("p.writeTime=30");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Fleet Labs");
  await page.goForward();
  await chapter.ready();
  await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
  await expect(chapter.box("writeTime")).toHaveValue("30");
});

test("levers come back after a visit elsewhere, without a link", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.set("nodes", 1000);
  await expect.poll(() => page.url()).toContain("p.nodes=1000");
  await page.goto("/ledger/");
  await chapter.open();
  await expect(chapter.box("nodes")).toHaveValue("1000");
});

test("a double click commits once and runs one trial", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.answer(TWICE);
  await chapter.commitButton.dblclick();
  await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
  await chapter.set("interval", 80_000, "trials");
  await chapter.runButton.dblclick();
  await expect(chapter.rows).toHaveCount(1);
  const record = JSON.parse((await stored(page)) ?? "{}").chapters[CHAPTER];
  expect(record.actions.filter(([, name]: [number, string]) => name === "commit")).toHaveLength(1);
  expect(record.trials).toHaveLength(1);
});

test.describe("without a network", () => {
  // The browser itself asks for the icon once more.
  test.use({ allowed: /favicon|^console: .*ERR_INTERNET_DISCONNECTED/ });

  test("once loaded, the chapter works to its report", async ({ page, context }) => {
    const chapter = await new Chapter(page).open();
    // What is asked for at a click comes with what follows the levers.
    const fetched = () => performance.getEntriesByType("resource").some(({ name }) => /\/later\./.test(name));
    await expect.poll(() => page.evaluate(fetched)).toBe(true);
    await page.waitForLoadState("networkidle");
    await context.setOffline(true);
    await chapter.commit();
    await chapter.set("nodes", 1000);
    await chapter.showAll();
    await chapter.runTrial();
    await chapter.reflect("Written in a tunnel.");
    const coming = page.waitForEvent("download");
    await chapter.share("Download the report (Markdown)");
    expect((await coming).suggestedFilename()).toMatch(/\.md$/);
  });
});

test.describe("without scripts", () => {
  // The browser itself holds back what the head asks for ahead of time.
  test.use({ javaScriptEnabled: false, allowed: /^failed: .*\.js \(csp\)$/ });

  for (const framed of [false, true])
    test(`the ${framed ? "embedded " : ""}chapter reads from its first word to its last`, async ({ page }) => {
      await page.goto(`/${framed ? "embed/" : ""}${CHAPTER}/`);
      for (const words of [
        "Turn Number of Nodes first",
        "They balance.",
        "Find the interval for a fleet",
        "What each trial does measure",
      ])
        await expect(page.getByText(words).first()).toBeVisible();
      await expect(page.locator("noscript p")).toBeVisible();
      await expect(page.locator(".sheet").first()).toBeHidden();
      for (const name of ["youngDalyCostCurve", "timeWaterfall", "failureTopologyMap", "oneDay", "gangRug"])
        await expect(page.locator(`lab-chart[of="${name}"] .still svg:visible`)).toHaveCount(1);
      await expect(page.locator("lab-answer:visible")).toHaveCount(5);
      await expect(page.locator("lab-transfer .feedback:visible")).toHaveCount(3);
      await page.locator("details.peek summary").first().click();
      await expect(page.locator("details.peek .katex-display").first()).toBeVisible();
    });
});

test.describe("where the module never comes", () => {
  test.use({ allowed: /net::ERR_FAILED|Failed to fetch dynamically imported module/ });

  test("the sheet lifts after three seconds, and all can be read", async ({ page }) => {
    await page.route("**/_astro/*.js", (route) => route.abort());
    await page.goto(`/${CHAPTER}/`);
    const words = page.getByText("They balance.");
    await expect(words).toBeHidden();
    await expect(words).toBeVisible({ timeout: 6000 });
    await expect(page.locator(".sheet").first()).toBeHidden();
    await expect(page.getByText("100 hours of work would take more than 100 days.")).toBeVisible();
  });

  test("on the way of the model alone, the page says that it could not start", async ({ page }) => {
    let stopped = "";
    await page.route("**/_astro/young-daly-audit.*.js", (route) => {
      stopped = route.request().url();
      return route.abort();
    });
    await page.goto(`/${CHAPTER}/`);
    await expect.poll(() => stopped).not.toBe("");
    await expect(page.locator("#notices")).toContainText("Its words and pictures stand");
    await expect(page.getByText("They balance.")).toBeVisible({ timeout: 6000 });
  });
});

test.describe("where the worker never comes", () => {
  test.use({ allowed: /net::ERR_FAILED|worker-/ });

  test("a chapter that computes in it computes on the page", async ({ page }) => {
    await page.route("**/_astro/worker-*.js", (route) => route.abort());
    const chapter = await new Chapter(page, "fleet-orchestration/cloud-titan/fragmentation-audit").open();
    await chapter.lock.locator("input[name=choice]").first().check({ force: true });
    await chapter.lock.getByRole("spinbutton").fill("200");
    await chapter.lock.locator("input[name=sure]").first().check({ force: true });
    await chapter.commitButton.click();
    const wait = page.locator('lab-value[of="gangWait"]').first();
    const before = await wait.textContent();
    await chapter.lever("policy").getByRole("radio").last().check({ force: true });
    await expect(wait).not.toHaveText(before ?? "");
  });
});

test("paper gets all that is open to the reader, and no controls", async ({ page }) => {
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.showAll();
  await page.emulateMedia({ media: "print" });
  const folded = await page.evaluate(() =>
    [...document.querySelectorAll("main details:not(.data) > :not(summary)")]
      .filter((part) => part.getBoundingClientRect().height === 0)
      .map((part) => part.parentElement?.querySelector("summary")?.textContent?.trim()),
  );
  expect(folded).toEqual([]);
  const controls = page.locator("button:visible, input[type=range]:visible, .running:visible, progress:visible");
  expect(
    await controls.evaluateAll((all) =>
      all.map((one) => `${one.localName}.${one.className} ${one.textContent?.trim()}`),
    ),
  ).toEqual([]);
  expect((await page.pdf({ format: "A4" })).byteLength).toBeGreaterThan(20_000);
});

test("paper before the commitment does not give the answer away", async ({ page }) => {
  await new Chapter(page).open();
  await page.emulateMedia({ media: "print" });
  expect(await page.locator("body").innerText()).not.toMatch(/They balance|√2|21 min 15 s/);
});

test("a reader who wants no motion gets none", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const chapter = await new Chapter(page).open();
  await chapter.commit();
  await chapter.showAll();
  await chapter.set("nodes", 1000);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => {
        const { transitionDuration, scrollBehavior } = getComputedStyle(element);
        return transitionDuration.split(",").some((time) => Number.parseFloat(time) > 0) || scrollBehavior === "smooth";
      })
      .map((element) => `${element.localName}.${element.getAttribute("class")}`),
  );
  expect([...new Set(moving)]).toEqual([]);
});

test.describe("what an instructor sets by the link", () => {
  const shown = (page: Page) =>
    page.evaluate(
      (parts) => parts.filter((part) => document.querySelector(`[data-part="${part}"]`)?.checkVisibility()),
      [...PARTS],
    );

  test("only= leaves the parts it names, hide= takes its parts away", async ({ page }) => {
    const chapter = await new Chapter(page).open("?only=lock,workbench");
    expect(await shown(page)).toEqual(["lock", "workbench"]);
    await expect(page.locator(".standfirst")).toBeHidden();
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    await chapter.open("?hide=situation,log");
    expect(await shown(page)).toEqual(PARTS.filter((part) => part !== "situation" && part !== "log"));
    await chapter.open("?only=workbench,trials&hide=trials");
    expect(await shown(page)).toEqual(["workbench"]);
  });

  test("fix= holds a lever by pointer, key, box, preset and reset", async ({ page }) => {
    const chapter = await new Chapter(page).open("?p.writeTime=30&fix=writeTime");
    await chapter.commit();
    await expect(chapter.slider("writeTime")).toBeDisabled();
    await expect(chapter.box("writeTime")).toBeDisabled();
    await chapter.preset("Llama 3, as measured").check({ force: true });
    await expect(chapter.box("nodes")).toBeEnabled();
    await expect(chapter.box("writeTime")).toHaveValue("30");
    await chapter.history("Reset to the mission").click();
    await expect(chapter.box("writeTime")).toHaveValue("30");
  });

  for (const theme of ["light", "dark"] as const)
    test(`theme=${theme} holds against the device, and a button turns it`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
      await new Chapter(page).open(`?theme=${theme}`);
      const bright = () =>
        page.evaluate(() => {
          const canvas = document.createElement("canvas").getContext("2d");
          if (!canvas) return Number.NaN;
          canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
          canvas.fillRect(0, 0, 1, 1);
          return canvas.getImageData(0, 0, 1, 1).data[0] ?? Number.NaN;
        });
      expect((await bright()) > 128).toBe(theme === "light");
      await page.locator("button.theme").click();
      expect((await bright()) > 128).toBe(theme === "dark");
    });

  for (const mode of ["demo", "review"])
    test(`mode=${mode} opens the page, and the report says so`, async ({ page }) => {
      const chapter = await new Chapter(page).open(`?mode=${mode}`);
      await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
      await expect(chapter.slider("nodes")).toBeVisible();
      await expect(chapter.lock).toContainText(`this link is for ${mode}`);
      const coming = page.waitForEvent("download");
      await chapter.share("Download the report (JSON)");
      const text = await (await coming).createReadStream().then(async (stream) => {
        let all = "";
        for await (const part of stream) all += part;
        return all;
      });
      expect(text).toContain(`Made in ${mode} mode`);
    });

  test("assign= names the report and takes “Show me” away", async ({ page }) => {
    const chapter = await new Chapter(page).open("?assign=hw3");
    await chapter.commit();
    await chapter.set("interval", 80_000, "trials");
    for (let i = 0; i < 10; i++) await chapter.runTrial();
    await expect(chapter.trials.locator(".commit .said")).toContainText("Ten trials are made");
    await expect(chapter.trials.getByRole("button", { name: "Show me" })).toBeHidden();
    await chapter.share("Download the report (Markdown)");
    await expect(page.locator(".shared")).toContainText("downloaded");
    expect(page.url()).toContain("assign=hw3");
  });

  test("links=0 leaves no link away from the page", async ({ page }) => {
    await new Chapter(page).open("?links=0");
    for (const link of await page.locator("header.running a:visible, footer a:visible").all())
      expect(await link.getAttribute("href")).toMatch(/^#/);
  });

  test("seed= chooses the unseen fleet: two seeds, two fleets; one seed, one fleet", async ({
    page,
    browser,
    baseURL,
  }) => {
    const fleetOf = async (seed: number): Promise<string> => {
      const context = await browser.newContext({ baseURL: baseURL ?? "" });
      const chapter = await new Chapter(await context.newPage()).open(`?seed=${seed}`);
      await chapter.commit();
      await chapter.runTrial();
      const told = (await chapter.trials.locator(".case").innerText()) + (await chapter.rows.first().innerText());
      await context.close();
      return told;
    };
    expect(await fleetOf(5)).toBe(await fleetOf(5));
    expect(await fleetOf(5)).not.toBe(await fleetOf(6));
    expect(page.url()).toBe("about:blank");
  });
});

test("who comes to a place within a chapter, or loads it again there, is there", async ({ page }) => {
  await page.goto(`/${CHAPTER}/#lock`);
  const lock = page.locator("#lock");
  const top = () => lock.evaluate((element) => Math.round(element.getBoundingClientRect().top));
  await expect(page.locator("lab-chapter")).toHaveAttribute("data-ready");
  await expect.poll(top).toBeLessThan(160);
  await page.goto(`/${CHAPTER}/`);
  await expect(page.locator("lab-chapter")).toHaveAttribute("data-ready");
  await lock.evaluate((element) => element.scrollIntoView());
  const before = await page.evaluate(() => scrollY);
  expect(before).toBeGreaterThan(400);
  await page.reload();
  await expect(page.locator("lab-chapter")).toHaveAttribute("data-ready");
  await expect.poll(() => page.evaluate((y) => Math.abs(scrollY - y), before)).toBeLessThan(60);
});
