import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Each violation with its places, short enough to read in a failure. */
export async function violations(page: Page, within = "html"): Promise<string[]> {
  // From the top: what the head covers while the page is scrolled is uncovered by scrolling.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(RULES).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} — ${failureSummary?.split("\n")[1]?.trim()}`),
  );
}

/** What sticks out of the page to the right; what scrolls inside a region of its own does not count. */
export const sticksOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [
      `${scrollWidth} in ${clientWidth} px`,
      ...wide.slice(0, 8).map((e) => `${e.localName}.${e.getAttribute("class")}`),
    ];
  });
