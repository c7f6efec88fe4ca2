import type { Page } from "@playwright/test";
import { expect } from "./test.ts";

/** Where the focus is, and whether an eye can find it. */
export const focusNow = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { at: "nowhere", seen: false, inView: false };
    const ringed = (candidate: Element | null) => {
      if (!candidate) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(candidate);
      return (outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0) || boxShadow !== "none";
    };
    // A radio that is drawn by its words wears its ring there.
    const wears = [element, element.nextElementSibling, element.closest("label"), element.querySelector("span")];
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    return {
      at: `${element.localName} ${element.getAttribute("name") ?? ""} ${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40)}`,
      seen: wears.some(ringed),
      inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });

/** Presses Tab until the element is focused; every stop on the way must be seen. */
export async function tabTo(page: Page, selector: string, most = 60, key = "Tab"): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press(key);
    const { at, seen, inView } = await focusNow(page);
    expect(at, "the focus is not lost").not.toBe("nowhere");
    expect(seen, `the focus is seen on ${at}`).toBe(true);
    expect(inView, `the focus is in view on ${at}`).toBe(true);
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`No Tab came to ${selector}.`);
}
