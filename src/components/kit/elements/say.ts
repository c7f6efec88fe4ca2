/**
 * Writes a text where it differs: what stands there already is not written, and so not spoken, again. The text node stays,
 * since a new one would have to be laid out from the paragraph up.
 */
export const say = (element: Element | null, text: string): void => {
  if (!element || element.textContent === text) return;
  const [only, ...more] = element.childNodes;
  if (only instanceof Text && more.length === 0) only.data = text;
  else element.textContent = text;
};

/** Sets an attribute where it differs. */
export const mark = (element: Element | null, name: string, value: string): void => {
  if (element && element.getAttribute(name) !== value) element.setAttribute(name, value);
};

/**
 * Names radio rows for those who hear them: the answer is the name, the reason below it the description, and what comes
 * after the answer neither. The question names the group.
 */
export function nameChoices(root: Element, group: Element | null, id: string): void {
  const ask = root.querySelector(".ask");
  if (ask && group) {
    ask.id = `${id}-question`;
    group.setAttribute("aria-labelledby", ask.id);
  }
  for (const words of root.querySelectorAll<HTMLElement>("[data-choice]")) {
    const input = words.closest("label")?.querySelector("input");
    const copy = words.cloneNode(true);
    if (!input || !(copy instanceof Element)) continue;
    for (const extra of copy.querySelectorAll("small, .feedback")) extra.remove();
    input.setAttribute("aria-label", (copy.textContent ?? "").replace(/\s+/g, " ").trim());
    const reason = words.querySelector("small");
    if (!reason) continue;
    reason.id = `${id}-${words.dataset.choice}-reason`;
    input.setAttribute("aria-describedby", reason.id);
  }
}
