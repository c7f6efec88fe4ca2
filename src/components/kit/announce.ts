const PAUSE = 500;
const waiting = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Says a sentence through the page's one polite live region, when half a second has brought no other. What waits is said
 * together, a failure after what brought it about; a newer sentence of the same kind takes the older one's place.
 */
export function announce(sentence: string, kind = sentence): void {
  waiting.set(kind, sentence);
  clearTimeout(timer);
  timer = setTimeout(() => {
    const region = document.getElementById("live");
    const said = [...waiting].sort(([a], [b]) => Number(a === "failure") - Number(b === "failure"));
    if (region) region.textContent = said.map(([, words]) => words).join(" ");
    waiting.clear();
  }, PAUSE);
}
