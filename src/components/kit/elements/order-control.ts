import { namesIn, type OrderSpec, type ParamValue } from "../../../sim/core/params.ts";
import { announce } from "../announce.ts";
import type { Control } from "./range-control.ts";

const WAYS = ["earlier", "later"] as const;
type Way = (typeof WAYS)[number];

/** A numbered list whose steps go earlier or later, by a button each. */
export function orderControl({ options }: OrderSpec, value: ParamValue): Control {
  const form = document.createElement("form");
  const list = document.createElement("ol");
  // Safari tells no list where the style takes the browser's own numbers away.
  list.setAttribute("role", "list");
  const names = Object.keys(options);
  const items = new Map(names.map((name) => [name, document.createElement("li")]));
  const placeOf = (name: string): number => [...list.children].indexOf(items.get(name) as Element);
  const read = (): string => [...names].sort((a, b) => placeOf(a) - placeOf(b)).join(",");

  const go = (name: string, way: Way): void => {
    const item = items.get(name);
    const other = way === "earlier" ? item?.previousElementSibling : item?.nextElementSibling;
    if (!item || !other) return;
    // The other one moves: what has the focus stays where it is.
    if (way === "earlier") item.after(other);
    else item.before(other);
    // At an end of the list its button goes, and the focus to the way back.
    if (item === list.firstElementChild) item.querySelector<HTMLElement>(".later")?.focus();
    if (item === list.lastElementChild) item.querySelector<HTMLElement>(".earlier")?.focus();
    announce(`${options[name]} is step ${placeOf(name) + 1} of ${items.size}.`);
    form.dispatchEvent(new Event("input"));
    form.dispatchEvent(new Event("change"));
  };

  for (const [name, item] of items) {
    const label = document.createElement("b");
    label.textContent = options[name] ?? name;
    const buttons = WAYS.map((way) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = way;
      button.textContent = way;
      button.setAttribute("aria-label", `${options[name]} ${way}`);
      button.addEventListener("click", () => go(name, way));
      return button;
    });
    item.append(label, ...buttons);
  }
  const write = (next: ParamValue): void => {
    if (list.childElementCount > 0 && read() === next) return;
    const had = document.activeElement;
    for (const name of namesIn(String(next))) list.append(items.get(name) ?? "");
    // What is put elsewhere loses the focus; a button that has no way left hides.
    if (!(had instanceof HTMLElement) || !list.contains(had)) return;
    had.focus();
    if (document.activeElement !== had)
      [...(had.parentElement?.querySelectorAll("button") ?? [])].find((other) => other !== had)?.focus();
  };
  form.append(list);
  write(value);
  return { form, read, write };
}
