import { ready, soon } from "./page.ts";

/** The longest that anything waits for a frame (ms): a page in the background, or a frame out of sight, draws none. */
const UNSEEN = 1000;

let begun = false;
let answers = false;

/** Whether a lever is the first to begin: the others wait until it is `drawn`. */
export const mayBegin = (): boolean => {
  const first = !begun;
  begun = true;
  return first;
};

/** The first lever answers: what waited for it may come. */
export const leverAnswers = (): void => {
  if (answers) return;
  answers = true;
  // The head holds back all drawing, since each part that is drawn takes a slow phone as long as all that a lever waits for.
  document.querySelector("link[rel=expect]")?.remove();
};

const frame = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, UNSEEN);
  });

/** Resolves when the levers answer, and what they say and the opening are drawn. */
export const drawn: Promise<void> = ready.then(async () => {
  while (!answers && document.readyState === "loading") await soon();
  await frame();
});

/** Has all of a chapter laid out: what follows the opening waits for the levers. */
export const uncover = (): void => document.querySelector("lab-chapter")?.removeAttribute("data-coming");
