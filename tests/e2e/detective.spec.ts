import { Chapter } from "./support/chapter.ts";
import { known } from "./support/solve.ts";
import { expect, test } from "./support/test.ts";
import { answerRightly } from "./support/walk.ts";

const EDGE = "fault-tolerance/edge-guardian/sdc-detective";

/** The car's bench, committed, with its campaign run. */
async function bench(page: Chapter["page"], link = ""): Promise<Chapter> {
  const chapter = new Chapter(page, EDGE);
  await chapter.open(link);
  await answerRightly(chapter, await known(EDGE));
  await chapter.commitButton.click();
  await expect(page.locator('lab-study[of="campaign"] .said')).toContainText("Done in", { timeout: 30_000 });
  return chapter;
}

test("a fault drawn by chance is set on the levers, the same for everyone, and taken back by one undo", async ({
  page,
  browser,
}) => {
  const chapter = await bench(page);
  const levers = () => Promise.all(["layer", "weight", "bit"].map((name) => chapter.box(name).inputValue()));
  const before = await levers();
  await page.getByRole("button", { name: "Inject Bit-Flip" }).click();
  const drawn = await levers();
  expect(drawn).not.toEqual(before);
  await expect(page.locator("lab-draw .said")).toContainText(`Bit ${drawn[2]}`);
  await chapter.history("Undo").click();
  expect(await levers()).toEqual(before);

  const other = await browser.newContext();
  const again = await bench(await other.newPage());
  await again.page.getByRole("button", { name: "Inject Bit-Flip" }).click();
  expect(await Promise.all(["layer", "weight", "bit"].map((name) => again.box(name).inputValue()))).toEqual(drawn);
  await other.close();
});

test("what escaped a campaign opens on the bench again", async ({ page }) => {
  const chapter = await bench(page);
  await chapter.openAll();
  const escapes = page.locator("lab-cases li button");
  await expect(escapes).toHaveCount(12);
  const [, bit = ""] = /bit (\d+)/.exec((await escapes.nth(3).textContent()) ?? "") ?? [];
  await escapes.nth(3).click();
  await expect(chapter.box("bit")).toHaveValue(bit);
  await expect(page.locator("#live")).toContainText("On the levers:");
});

test("the stopwatch runs when it is asked to, and puts its times into the proof", async ({ page }) => {
  test.setTimeout(90_000);
  const chapter = await bench(page);
  const clock = page.locator('lab-study[of="clock"]').first();
  await expect(clock.locator(".said")).toHaveText("Not run yet.");
  await clock.getByRole("button", { name: "Run the stopwatch" }).click();
  await expect(clock.locator(".said")).toContainText("Done in", { timeout: 60_000 });
  const proof = chapter.chart("proof");
  await proof.locator("summary").click();
  const wide = proof.getByRole("row", { name: /ABFT of a layer of width 48/ });
  await expect(wide.getByRole("cell").nth(-2)).toHaveText(/^\d+(\.\d)?×$/);
});

test("a proof is kept only once the campaign that fills it has run", async ({ page }) => {
  const chapter = await bench(page);
  const keep = page.locator("lab-keep");
  const kept = () =>
    page.evaluate((id) => JSON.parse(localStorage["fleet-labs.ledger"]).chapters[id].exhibits.length, EDGE);
  await expect(keep.getByRole("button")).toHaveAttribute("aria-disabled", "false");
  await chapter.set("bit", 3);
  // At once: the campaign of the new bit is over within a second.
  await keep.getByRole("button").dispatchEvent("click");
  await expect(keep).toContainText("It can be kept when the simulation has run.");
  expect(await kept()).toBe(0);
  await expect(keep.getByRole("button")).toHaveAttribute("aria-disabled", "false", { timeout: 30_000 });
  await keep.getByRole("button").click();
  await expect(keep).toContainText("It stands in the report as it was");
  expect(await kept()).toBe(1);
});

test("a link cannot ask for another chapter's network", async ({ page }) => {
  const chapter = await bench(page, "?p.network=voice&p.bit=3");
  await expect(chapter.notices).toContainText("this chapter has no lever of that name");
  await expect(chapter.box("bit")).toHaveValue("3");
  await expect(chapter.chart("bench").locator("figcaption")).toContainText("Layer 3, weight 38, bit 3");
});
