let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence through the page's one polite live region; of several within half a second, the last. */
export function announce(sentence: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const region = document.getElementById("live");
    if (region) region.textContent = sentence;
  }, 500);
}
