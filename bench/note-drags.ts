/** What a page notes of a drag (ms): the paint after each input, and the first paint of each chart after the lever was let go. */
interface Noted {
  paints: number[];
  charts: number[];
}
declare global {
  var noted: Noted;
}

/**
 * Runs in the page, before its own scripts; it listens and touches nothing. A chart in view that nothing changes in is up
 * to date already. What a study adds later does not count: only the first change of each chart is noted.
 */
export function noteDrags(): void {
  globalThis.noted = { paints: [], charts: [] };
  const afterPaint = (then: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(null);
  };
  const inView = (element: Element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  };
  addEventListener(
    "input",
    ({ timeStamp }) => requestAnimationFrame(() => afterPaint(() => noted.paints.push(performance.now() - timeStamp))),
    true,
  );
  addEventListener(
    "change",
    ({ timeStamp }) => {
      for (const pane of [...document.querySelectorAll("lab-chart .pane")].filter(inView)) {
        const observer = new MutationObserver(() => {
          observer.disconnect();
          afterPaint(() => noted.charts.push(performance.now() - timeStamp));
        });
        // What moves a chart in the next drag is none of this one's.
        addEventListener("pointerdown", () => observer.disconnect(), { capture: true, once: true });
        observer.observe(pane, { attributes: true, characterData: true, childList: true, subtree: true });
      }
    },
    true,
  );
}
