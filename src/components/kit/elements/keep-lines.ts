import { Lull } from "../lull.ts";
import type { Session } from "../session.ts";

/** How long a lever rests (ms) before its values take their own width again. */
const REST = 1500;

/**
 * Keeps the page in its place while values in prose change: while a lever moves a value keeps the room that it had, and a
 * paragraph that once had three lines keeps the room of three until the page gets another width.
 */
export function keepLines(session: Session): () => void {
  let measured = false;
  let holding = false;
  const lines = () => [...document.querySelectorAll<HTMLElement>("#workbench p:has(lab-value)")];
  const values = () => [...document.querySelectorAll<HTMLElement>("#workbench p lab-value")];
  const hold = () => {
    // All are measured before any is changed: one layout, not one each.
    const heights = measured ? [] : lines().map((line) => [line, line.offsetHeight] as const);
    const widths = values().map((value) => [value, value.getBoundingClientRect().width] as const);
    for (const [line, height] of heights) if (height > 0) line.style.minHeight = `${height}px`;
    for (const [value, width] of widths) {
      value.style.display = "inline-block";
      value.style.minWidth = `${width}px`;
    }
    measured = true;
    holding = true;
  };
  const rest = new Lull(REST, () => {
    holding = false;
    for (const value of values()) value.removeAttribute("style");
  });
  const forget = () => {
    measured = false;
    for (const line of lines()) line.style.minHeight = "";
  };
  const stop = session.listen((change) => {
    if (change !== "moved") return;
    if (!holding) hold();
    rest.stir();
  });
  addEventListener("resize", forget);
  return () => {
    stop();
    rest.end();
    removeEventListener("resize", forget);
  };
}
