import type { Page } from "@playwright/test";
import { sticksOut, violations } from "./support/axe.ts";
import { Chapter } from "./support/chapter.ts";
import { focusNow, tabTo } from "./support/keyboard.ts";
import { chapters } from "./support/site.ts";
import { type Known, known, outputAt, solve } from "./support/solve.ts";
import { expect, test } from "./support/test.ts";
import { answerRightly, missionOf, turn, turnByKeyboard } from "./support/walk.ts";

/** What every chapter must let its reader do, from the lock to the ledger; the first chapter's own tests go deeper. */

const TEXT = "The bound is the slowest, not the mean.";
const FAULTY = /NaN|Infinity|undefined|\[object|null\b/;

/** Text that no reader should see, and pictures that came out empty. */
const faults = (page: Page) =>
  page.evaluate((pattern) => {
    const faulty = new RegExp(pattern);
    const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const words = [
      ...document.querySelectorAll(
        "main lab-value, main figcaption, main .reading, main lab-badge, main .failure, main svg text",
      ),
    ]
      .filter((element) => seen(element) && faulty.test(element.textContent ?? ""))
      .map((element) => `${element.localName}: ${element.textContent}`);
    const empty = [...document.querySelectorAll("lab-chart .pane > svg")]
      .filter(
        (svg) =>
          seen(svg) && (svg.querySelectorAll("path, rect, line, circle").length < 2 || /NaN/.test(svg.innerHTML)),
      )
      .map((svg) => `empty: ${svg.closest("lab-chart")?.getAttribute("of")}`);
    return [...words, ...empty];
  }, FAULTY.source);

/** Puts a lever's every end, or each of its options, into the page. */
async function endsOf(chapter: Chapter, known: Known, name: string): Promise<void> {
  const lever = chapter.lever(name);
  const spec = known.module.params[name];
  const look = async (what: string) => {
    await expect.poll(() => faults(chapter.page), `${name} at ${what}`).toEqual([]);
    await expect(chapter.page.locator(".headline lab-value")).not.toHaveText("");
  };
  if (spec?.kind === "range" || spec?.kind === "seed") {
    const ends = spec.kind === "range" ? [spec.min, spec.max] : [1, 999];
    for (const end of ends) {
      await lever.locator("input[type=number]").fill(String(end));
      await lever.locator("input[type=number]").press("Enter");
      await look(String(end));
    }
    return;
  }
  for (const input of await lever.locator("input[type=radio], input[type=checkbox]").all()) {
    await input.click({ force: true });
    await look(await input.getAttribute("value").then(String));
  }
}

for (const path of chapters) {
  test.describe(path, () => {
    test("goes by pointer from the lock to the ledger", async ({ page }) => {
      test.setTimeout(120_000);
      const about = await known(path);
      const chapter = await new Chapter(page, path).open();

      await test.step("commits, and is told how far off it was", async () => {
        await answerRightly(chapter, about);
        await chapter.commitButton.click();
        await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
        const claim = chapter.part("workbench").locator(".claim").first();
        await expect(claim).toContainText("You predicted");
        await expect(claim).not.toContainText("…");
        await expect(page.locator("lab-answer:visible")).toHaveCount(1);
        for (const { output, words = ["holds", "broken"] } of about.facts.badges)
          await expect(chapter.badge(output).locator(".word")).toHaveText(new RegExp(`^(${words.join("|")})$`));
      });

      await test.step("turns every lever to both ends, and finds no empty chart and no silence", async () => {
        await chapter.showAll();
        await page.locator("details.more").evaluateAll((more: HTMLDetailsElement[]) => {
          for (const details of more) details.open = true;
        });
        for (const name of [...about.facts.levers, ...(about.facts.more ?? [])]) {
          await endsOf(chapter, about, name);
          await chapter.history("Reset to the mission").click();
        }
      });

      await test.step("searches the unseen case: a miss, then the target", async () => {
        const { hit, miss } = solve(about);
        await turn(chapter, about, miss);
        await chapter.runTrial();
        await expect(chapter.rows.last()).toContainText("missed");
        await chapter.openAll();
        expect(await faults(page)).toEqual([]);
        await turn(chapter, about, { ...missionOf(about, miss), ...hit });
        await chapter.runTrial();
        await expect(chapter.rows.last()).toContainText("met");
        await expect(chapter.stage).toHaveAttribute("data-stage", "found");
        await chapter.trials.getByRole("button", { name: "Back to my own settings" }).click();
        expect(await faults(page)).toEqual([]);
      });

      await test.step("answers the transfer, reflects, and stands in the ledger", async () => {
        const transfer = page.locator("lab-transfer");
        await transfer.locator(`input[value=${about.facts.transfer?.right}]`).check({ force: true });
        await transfer.getByRole("button", { name: "Keep this answer" }).click();
        await expect(transfer.locator(".feedback:visible").first()).toBeVisible();
        await chapter.reflect(TEXT);
        await expect(chapter.part("reflect").locator(".rubric li")).toHaveCount(3);
        await page.goto("/ledger/");
        const entry = page.locator(`lab-entry[chapter="${path}"]`);
        await expect(entry).toContainText("Defended.");
        await expect(entry).toContainText(TEXT);
      });
    });

    test("goes by keyboard alone", async ({ page }) => {
      test.setTimeout(120_000);
      const about = await known(path);
      const chapter = await new Chapter(page, path).open();
      const right = `input[name=choice][value=${about.facts.lock.right}]`;

      await tabTo(page, "lab-predict input[name=choice]");
      await page.keyboard.press("Space");
      for (let i = 0; i < 4 && !(await chapter.lock.locator(right).isChecked()); i++)
        await page.keyboard.press("ArrowDown");
      await expect(chapter.lock.locator(right)).toBeChecked();
      const box = chapter.lock.locator("input[name=number]");
      if ((await box.count()) > 0 && (await box.inputValue()) === "") {
        await tabTo(page, "lab-predict input[name=number]");
        await page.keyboard.type(String(Number(outputAt(about, about.mission, about.facts.lock.of).toPrecision(3))));
      }
      await tabTo(page, "lab-predict input[name=sure]");
      await page.keyboard.press("Space");
      await tabTo(page, "lab-predict button.act");
      await page.keyboard.press("Enter");
      await expect(chapter.stage).toHaveAttribute("data-stage", "committed");

      await turnByKeyboard(page, chapter, about, solve(about).hit);
      await expect(chapter.stage).toHaveAttribute("data-stage", "found");
      expect((await focusNow(page)).at).not.toBe("nowhere");

      await tabTo(page, "lab-transfer input[name=choice], lab-transfer input[type=radio]");
      await page.keyboard.press("Space");
      await tabTo(page, "lab-transfer button.act");
      await page.keyboard.press("Enter");
      await tabTo(page, "lab-reflect textarea");
      await page.keyboard.type(TEXT);
      await tabTo(page, "lab-reflect button");
      await page.keyboard.press("Enter");
      await expect(chapter.stage).toHaveAttribute("data-stage", "defended");
    });

    for (const [width, colorScheme, framed] of [
      [1280, "light", false],
      [320, "dark", true],
    ] as const)
      test(`meets WCAG 2.2 AA committed and all open, ${width} px, ${colorScheme}${framed ? ", framed" : ""}`, async ({
        page,
      }) => {
        test.setTimeout(120_000);
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme });
        const chapter = await new Chapter(page, path).open("", { framed });
        await answerRightly(chapter, await known(path));
        await chapter.commitButton.click();
        await expect(chapter.stage).toHaveAttribute("data-stage", "committed");
        await chapter.openAll();
        await chapter.showAll();
        expect(await violations(page)).toEqual([]);
        expect(await sticksOut(page)).toEqual([]);
      });
  });
}
