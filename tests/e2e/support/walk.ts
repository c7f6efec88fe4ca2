import type { Page } from "@playwright/test";
import type { Params, ParamValue } from "../../../src/sim/core/params.ts";
import type { Chapter } from "./chapter.ts";
import { tabTo } from "./keyboard.ts";
import { type Known, outputAt } from "./solve.ts";
import { expect } from "./test.ts";

/** What a student does who knows the answers. */

/** The radio, and the number if the choice asks for one. */
export async function answerRightly(chapter: Chapter, about: Known): Promise<void> {
  const { lock } = chapter;
  const { facts, mission } = about;
  await lock.locator(`input[name=choice][value=${facts.lock.right}]`).check({ force: true });
  const box = lock.locator("input[name=number]");
  if ((await box.count()) > 0 && (await box.inputValue()) === "") {
    const truth = outputAt(about, mission, facts.lock.of);
    await box.fill(String(Number(truth.toPrecision(3))));
  }
  await lock.locator("input[name=sure]").nth(1).check({ force: true });
}

/** The control of a lever in the search, for a value: its box, its tick, or its option. */
function controlOf(chapter: Chapter, { module }: Known, name: string, value: ParamValue) {
  const lever = chapter.lever(name, "trials");
  const spec = module.params[name];
  if (spec?.kind === "choice")
    return lever.getByRole("radio", { name: spec.options[String(value)] ?? "", exact: true });
  return lever.locator(spec?.kind === "toggle" ? "input[type=checkbox]" : "input[type=number]");
}

/** The mission's values of the levers that were turned. */
export const missionOf = ({ mission }: Known, turned: Params): Params =>
  Object.fromEntries(Object.keys(turned).map((name) => [name, mission[name] ?? 0]));

/** Sets levers of the search, each as its control is used. */
export async function turn(chapter: Chapter, about: Known, settings: Params): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const control = controlOf(chapter, about, name, value);
    if (typeof value === "number") {
      await control.fill(String(value));
      await control.press("Enter");
    } else await control.setChecked(value !== false, { force: true });
  }
}

/** The same by keyboard alone, and then the trial. */
export async function turnByKeyboard(page: Page, chapter: Chapter, about: Known, settings: Params): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const control = controlOf(chapter, about, name, value);
    const place = `[data-part="trials"] lab-lever[name=${name}] input`;
    if (typeof value === "number") {
      await tabTo(page, `${place}[type=number]`, 200);
      await page.keyboard.press("Control+a");
      await page.keyboard.type(String(value));
      await page.keyboard.press("Enter");
      continue;
    }
    await tabTo(page, place, 200);
    for (let i = 0; i < 4 && (await control.isChecked()) !== (value !== false); i++)
      await page.keyboard.press(typeof value === "string" ? "ArrowDown" : "Space");
    await expect(control).toBeChecked({ checked: value !== false });
  }
  await page.keyboard.press("Control+Enter");
}
