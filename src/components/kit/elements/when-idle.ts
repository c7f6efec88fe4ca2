/** Runs a task once the page has nothing better to do. */
export const whenIdle = (task: () => void): unknown =>
  "requestIdleCallback" in window ? requestIdleCallback(task) : setTimeout(task, 500);
