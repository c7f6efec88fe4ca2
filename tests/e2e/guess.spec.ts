import { Chapter } from "./support/chapter.ts";
import { expect, test } from "./support/test.ts";

const PATH = "fleet-orchestration/cloud-titan/elastic-rescale";

test("a number is asked for before the words that tell it, and stays as it was said", async ({ page }) => {
  const chapter = await new Chapter(page, PATH).open("?mode=demo");
  const guess = page.locator("lab-guess");
  const told = guess.locator(".told");
  const number = guess.getByRole("spinbutton");
  const keep = guess.getByRole("button", { name: "Keep this number" });
  await expect(told).toBeHidden();
  await number.fill("101");
  await keep.click();
  await expect(guess.locator(".said")).toHaveText("Type a number from 0 to 100.");
  await expect(told).toBeHidden();
  await number.fill("90");
  await page.keyboard.press("Enter");
  await expect(guess.locator(".said")).toHaveText(/^You said 90\snodes; it is 58\.4\snodes\.$/);
  await expect(told).toBeVisible();
  await chapter.reload();
  await expect(number).toHaveValue("90");
  await expect(number).not.toBeEditable();
  await expect(told).toBeVisible();
});
