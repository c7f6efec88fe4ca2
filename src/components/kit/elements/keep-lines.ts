import type { Session } from "../session.ts";

/**
 * Keeps the page in its place while values in prose change: a paragraph that once had three lines keeps the room of three.
 * The first move measures them; a narrower or wider page begins anew.
 */
export function keepLines(session: Session): () => void {
  let kept = false;
  const lines = () => document.querySelectorAll<HTMLElement>("#workbench p:has(lab-value)");
  const forget = () => {
    kept = false;
    for (const line of lines()) line.style.minHeight = "";
  };
  const stop = session.listen((change) => {
    if (change !== "moved" || kept) return;
    kept = true;
    // All are measured before any is changed: one layout, not one each.
    const heights = [...lines()].map((line) => [line, line.offsetHeight] as const);
    for (const [line, height] of heights) if (height > 0) line.style.minHeight = `${height}px`;
  });
  addEventListener("resize", forget);
  return () => {
    stop();
    removeEventListener("resize", forget);
  };
}
