import { ChapterElement, type Page } from "./page.ts";

/** `<lab-share>`: one menu for the link that reopens this state, the embed snippet, the tables and the report. */
export class LabShare extends ChapterElement {
  protected start(page: Page): void {
    const menu = this.inside("details", HTMLDetailsElement);
    const out = this.inside(".shared", HTMLElement);
    this.addEventListener("click", (event) => {
      const what = event.target instanceof HTMLElement ? event.target.closest("button")?.dataset.do : undefined;
      if (!what) return;
      import("./share-menu.ts")
        .then(({ share }) => share(what, page, out))
        .catch(() => {
          out.textContent =
            "This part of the page has not come, and there is no network to bring it. Your work is saved on this device: try again when there is.";
        });
    });
    this.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary")?.focus();
    });
    menu.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
    });
    const away = (event: Event) => {
      if (menu.open && event.target instanceof Node && !this.contains(event.target)) menu.open = false;
    };
    document.addEventListener("click", away);
    this.undoing(() => document.removeEventListener("click", away));
  }
}
