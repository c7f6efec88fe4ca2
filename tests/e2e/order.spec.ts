import { Chapter } from "./support/chapter.ts";
import { expect, test } from "./support/test.ts";

const PATH = "fleet-orchestration/cloud-titan/elastic-rescale";
const MISSION = ["Detect", "Reshard", "Re-form", "Drain", "Resume"];
const MENDED = ["Detect", "Drain", "Reshard", "Re-form", "Resume"];

/** A lever that holds an order of steps: by keyboard, undone and redone, in a link, and refused where it is none. */
test("steps go earlier and later by keyboard, and back by undo", async ({ page }) => {
  const chapter = await new Chapter(page, PATH).open("?mode=demo");
  const order = chapter.lever("order");
  const steps = order.locator("li b");
  await expect(steps).toHaveText(MISSION);

  const drain = order.getByRole("button", { name: "Drain earlier" });
  await drain.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await expect(steps).toHaveText(MENDED);
  await expect(drain).toBeFocused();
  await expect(page).toHaveURL(/p\.order=detect,drain,reshard,reform,resume/);

  // At the end of the list the button goes, and the focus to the way back.
  await page.keyboard.press("Enter");
  await expect(steps.first()).toHaveText("Drain");
  await expect(order.getByRole("button", { name: "Drain later" })).toBeFocused();
  await expect(order.getByRole("button", { name: "Drain earlier" })).toBeHidden();

  await page.keyboard.press("Control+z");
  await expect(steps).toHaveText(MENDED);
  await page.keyboard.press("Control+Shift+z");
  await expect(steps.first()).toHaveText("Drain");
  await order.getByRole("button", { name: /^Reset/ }).click();
  await expect(steps).toHaveText(MISSION);
});

test("an order comes by a link, and what is none is refused with a sentence", async ({ page }) => {
  const chapter = await new Chapter(page, PATH).open("?mode=demo&p.order=resume,detect,drain,reform,reshard");
  await expect(chapter.lever("order").locator("li b").first()).toHaveText("Resume");
  await chapter.open("?mode=demo&p.order=resume,detect");
  await expect(chapter.notices).toContainText("it takes each once");
  await expect(chapter.lever("order").locator("li b")).toHaveText(MISSION);
});

test("a run is scrubbed to where the hand is", async ({ page }) => {
  await new Chapter(page, PATH).open("?mode=demo&p.response=drop&p.order=detect,drain,reform,reshard,resume");
  const ring = page.locator("#chart-brokenRing");
  await ring.scrollIntoViewIfNeeded();
  const slider = ring.getByRole("slider", { name: "Moment of the run" });
  await slider.fill("600");
  // 600 of 1,000 parts of 144 s: the ring is being formed from 70 s to 100 s
  await expect(ring.locator(".moment")).toHaveText("1:26.4");
  await expect(ring.locator(".finding")).toContainText("formed anew");
});
