import { ChapterElement, type Page } from "./page.ts";

/** `<lab-story>`: the step in view is ink, the graphic follows it. Without scripts all steps are ink. */
export class LabStory extends ChapterElement {
  protected start({ session, framed }: Page): void {
    const steps = [...this.querySelectorAll<HTMLElement>(".step")];
    if (framed || matchMedia("(max-width: 48rem)").matches) {
      session.show({ step: steps.length - 1 });
      return;
    }
    const at = (index: number) => {
      for (const [i, step] of steps.entries()) step.classList.toggle("waiting", i > index);
      session.show({ step: index });
    };
    const sight = new IntersectionObserver(
      () => {
        const line = innerHeight * 0.62;
        const reached = steps.filter((step) => step.getBoundingClientRect().top < line).length;
        at(Math.max(0, reached - 1));
      },
      // What lies above the view counts as reached, also for who jumps past it.
      { rootMargin: "99999px 0px -38% 0px", threshold: [0, 1] },
    );
    for (const step of steps) sight.observe(step);
    this.undoing(() => sight.disconnect());
  }
}
