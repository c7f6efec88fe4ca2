/** What a link says is read and written in query.ts; here is the door to the address bar, and the only one. */
export * from "./query.ts";

/** The parts of a browser's window that stand behind the address bar. */
export interface AddressWindow {
  readonly location: Pick<Location, "href">;
  readonly history: Pick<History, "state" | "replaceState">;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: never): void;
}

/** Safari throws past about 100 changes in 30 s: one each 300 ms at most is what it bears. */
const ADDRESS_REST = 300;

export interface Address {
  /** The query as the bar shows it, "" or "?…". */
  readonly query: string;
  /** What follows the query, "" or "#…": what a reader did. */
  readonly fragment: string;
  /** The page without query and fragment. */
  readonly page: string;
  /** Writes a query into the bar, soon; the last one asked for counts. No fragment is ever written, and a `#s=` is taken off. */
  replace(query: string): void;
}

/** The address bar. It fails in silence where a frame may not write it: nothing but the bar is lost. */
export function openAddress(window: AddressWindow): Address {
  const url = () => new URL(window.location.href);
  let timer: unknown;
  const write = (query: string): void => {
    const next = url();
    next.search = query;
    if (next.hash.startsWith("#s=")) next.hash = "";
    if (next.href === window.location.href) return;
    try {
      window.history.replaceState(window.history.state, "", next.href);
    } catch {
      return; // the link that "Share" makes is not read from the bar
    }
  };
  return {
    get query() {
      return url().search;
    },
    get fragment() {
      return url().hash;
    },
    get page() {
      return `${url().origin}${url().pathname}`;
    },
    replace(query) {
      window.clearTimeout(timer as never); // a number in browsers, an object in Node
      timer = window.setTimeout(() => write(query), ADDRESS_REST);
    },
  };
}
