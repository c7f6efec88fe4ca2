import type { FrameLocator } from "@playwright/test";
import { CHAPTER, INCREASES } from "./support/chapter.ts";
import { heardBy, openHost } from "./support/host.ts";
import { expect, test } from "./support/test.ts";

const EMBED = `/embed/${CHAPTER}/`;

const answer = async (frame: FrameLocator) => {
  await frame.getByRole("radio", { name: INCREASES }).check({ force: true });
  await frame.locator("lab-predict input[name=number]").fill("2");
  await frame.getByRole("radio", { name: "sure", exact: true }).check({ force: true });
  await frame.getByRole("button", { name: "Commit this answer" }).click();
};

test("a host hears the height as an object and as a string, and again when the page shrinks", async ({ page }) => {
  await openHost(page, [{ src: EMBED }]);
  const heights = async () =>
    (await heardBy(page)).flatMap((message) => {
      if (typeof message !== "object" || message === null || Reflect.get(message, "subject") !== "lti.frameResize")
        return [];
      return [Number(Reflect.get(message, "height"))];
    });
  const strings = async () => (await heardBy(page)).filter((message) => typeof message === "string");
  await expect.poll(async () => (await heights()).at(-1)).toBeGreaterThan(2000);
  const inner = page.frameLocator("iframe");
  const height = () => inner.locator("html").evaluate((root) => Math.ceil(root.getBoundingClientRect().height));
  await expect.poll(async () => (await heights()).at(-1)).toBe(await height());
  expect(JSON.parse(String((await strings()).at(-1)))).toEqual({
    subject: "lti.frameResize",
    height: (await heights()).at(-1),
  });

  await inner.locator("lab-chapter[data-ready]").waitFor({ state: "attached" });
  await answer(inner);
  const further = inner.locator("details.further > summary").first();
  await further.click();
  await expect.poll(async () => (await heights()).at(-1)).toBe(await height());
  const open = (await heights()).at(-1) ?? 0;
  await further.click();
  await expect.poll(async () => (await heights()).at(-1)).toBeLessThan(open);
});

test("H5P’s host is greeted, prepared and told the height", async ({ page }) => {
  await openHost(page, [{ src: EMBED }], { h5p: true });
  const actions = async () =>
    (await heardBy(page)).flatMap((message) =>
      typeof message === "object" && message !== null && Reflect.get(message, "context") === "h5p"
        ? [String(Reflect.get(message, "action"))]
        : [],
    );
  await expect.poll(actions).toContain("resize");
  const said = await actions();
  expect(said.indexOf("hello")).toBeLessThan(said.indexOf("prepareResize"));
  expect(said.indexOf("prepareResize")).toBeLessThan(said.indexOf("resize"));
});

test("a page that is not framed sends nothing and takes no message", async ({ page }) => {
  await page.addInitScript(() => {
    Reflect.set(window, "sent", []);
    const post = window.postMessage.bind(window);
    window.postMessage = ((...given: Parameters<typeof post>) => {
      Reflect.get(window, "sent").push(given[0]);
      post(...given);
    }) as typeof window.postMessage;
  });
  await page.goto(`/${CHAPTER}/`);
  await page.waitForLoadState("networkidle");
  const sent = await page.evaluate(() => JSON.stringify(Reflect.get(window, "sent")));
  expect(sent).not.toMatch(/frameResize|h5p/);
});

test("in a sandbox without storage, worker and downloads the chapter works and says what is missing", async ({
  page,
}) => {
  await openHost(page, [{ src: EMBED, sandbox: "allow-scripts" }]);
  const inner = page.frameLocator("iframe");
  await expect(inner.locator("#notices")).toContainText("not saved on this device");
  await answer(inner);
  await expect(inner.locator("lab-chapter")).toHaveAttribute("data-stage", "committed");
  const box = inner.locator('[data-part="workbench"] lab-lever[name="nodes"] input[type=number]');
  const before = await inner.locator('[data-part="workbench"] lab-value[of="tax"]').first().innerText();
  await box.fill("1000");
  await box.press("Enter");
  await expect(inner.locator('[data-part="workbench"] lab-value[of="tax"]').first()).not.toHaveText(before);
  await inner.getByText("How the cloud of runs is made").click();
  await expect(inner.locator("lab-study .said")).toHaveText(/^Done in/, { timeout: 30_000 });
  await inner.locator('[data-part="trials"] [data-do=run]').click();
  await expect(inner.locator('[data-part="trials"] tbody tr:not(.none)')).toHaveCount(1);
  await inner.locator("lab-share summary").click();
  await inner.getByRole("button", { name: "Download the report (Markdown)" }).click();
  await expect(inner.locator(".shared textarea")).toHaveValue(/# Fleet Labs: report/);
});

test("a sandbox that frames the workbench alone opens it, since no lock can be reached", async ({ page }) => {
  await openHost(page, [{ src: `${EMBED}?only=workbench`, sandbox: "allow-scripts" }]);
  const inner = page.frameLocator("iframe");
  await expect(inner.locator("lab-chapter")).toHaveAttribute("data-stage", "committed");
  await expect(inner.locator('[data-part="workbench"] lab-lever[name="nodes"] input[type=range]')).toBeVisible();
});

test("two frames on one page follow each other’s commitment", async ({ page }) => {
  await openHost(page, [{ src: `${EMBED}?only=lock` }, { src: `${EMBED}?only=workbench,trials` }]);
  const [lock, bench] = [page.frameLocator("iframe").first(), page.frameLocator("iframe").last()];
  await expect(bench.locator("lab-chapter")).toHaveAttribute("data-stage", "asked");
  await expect(bench.locator('[data-part="workbench"] lab-lever[name="nodes"] input[type=range]')).toBeHidden();
  await bench.locator("lab-chapter[data-ready]").waitFor({ state: "attached" });
  await answer(lock);
  await expect(bench.locator("lab-chapter")).toHaveAttribute("data-stage", "committed");
  await expect(bench.locator('[data-part="workbench"] lab-lever[name="nodes"] input[type=range]')).toBeVisible();
});

test("the embedded page has nothing that sticks, is no longer than its words and tells search engines to pass", async ({
  page,
}) => {
  await page.goto(EMBED);
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute("content", "noindex");
  await expect(page.locator('link[rel="canonical"]')).toHaveAttribute("href", `/${CHAPTER}/`);
  await openHost(page, [{ src: EMBED }]);
  const sticking = await page
    .frameLocator("iframe")
    .locator("html")
    .evaluate((root) =>
      [...root.querySelectorAll("*")]
        .filter((element) => ["sticky", "fixed"].includes(getComputedStyle(element).position))
        .map((element) => `${element.localName}.${element.getAttribute("class")}`),
    );
  expect(sticking).toEqual([]);
});

test("a part embedded without the lock says where the prediction is made, by a link", async ({ page }) => {
  await page.goto(`/embed/${CHAPTER}/?only=workbench`);
  const link = page.locator("#notices").getByRole("link", { name: "Open the chapter" });
  await expect(link).toHaveAttribute("href", `/${CHAPTER}/#lock`);
  await expect(link).toHaveAttribute("target", "_blank");
});
