/** The longest that a task waits for an idle moment (ms). */
const LONGEST = 1000;

/** Runs a task once the page has nothing better to do. */
export const whenIdle = (task: () => unknown): unknown =>
  "requestIdleCallback" in window ? requestIdleCallback(() => task(), { timeout: LONGEST }) : setTimeout(task, LONGEST);
