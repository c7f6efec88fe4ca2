import { announce } from "../announce.ts";

/** `<lab-theme>`: light, dark, or as the device has it. It does not wait for a model. */
export class LabTheme extends HTMLElement {
  connectedCallback(): void {
    const button = this.querySelector("button");
    const root = document.documentElement;
    const dark = () =>
      root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const show = () => {
      if (button) {
        button.textContent = dark() ? "Light" : "Dark";
        button.setAttribute("aria-label", dark() ? "Light theme" : "Dark theme");
      }
    };
    button?.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      show();
      announce(dark() ? "Dark theme." : "Light theme.");
    });
    show();
  }
}
