import * as v from "valibot";

/** What H5P's host answers. All else that a host may send is passed over. */
const H5pSchema = v.object({ context: v.literal("h5p"), action: v.picklist(["hello", "resizePrepared"]) });

/** Rest before a size is told, so that a page that settles tells it once (ms). */
const REST = 100;

type Answer = (event: { readonly data: unknown; readonly source: unknown }) => void;

/** What the resizer needs of a window, so that it can be tried without one. */
export interface FramedWindow {
  readonly parent: { postMessage(message: unknown, targetOrigin: string): void };
  addEventListener(type: "message", listener: Answer): void;
  removeEventListener(type: "message", listener: Answer): void;
  setTimeout(callback: () => void, milliseconds: number): unknown;
  clearTimeout(timer: never): void;
}

/** The page's size, and a call whenever it may have changed. */
export interface Measured {
  /** In CSS pixels. */
  size(): { readonly width: number; readonly height: number };
  watch(changed: () => void): () => void;
}

/** The document element's box: unlike `scrollHeight` it shrinks too. */
export const documentBox = (element: Element): Measured => ({
  size() {
    const { width, height } = element.getBoundingClientRect();
    return { width: Math.ceil(width), height: Math.ceil(height) };
  },
  watch(changed) {
    const observer = new ResizeObserver(changed);
    observer.observe(element);
    return () => observer.disconnect();
  },
});

export const isFramed = (window: { readonly parent: unknown }): boolean => window.parent !== window;

/**
 * Tells the host of a frame how high the page is: to Canvas and other LTI hosts as an object, to Brightspace as a string, to
 * H5P after its handshake. The target origin is "*", because the host is not known and a size is no secret. Not framed, it
 * does nothing.
 *
 * @returns stops it
 */
export function tellSize(window: FramedWindow, page: Measured): () => void {
  if (!isFramed(window)) return () => undefined;
  let told = { width: -1, height: -1 };
  let timer: unknown;
  let inH5p = false;
  let sent = 0;
  const send = (message: unknown): void => window.parent.postMessage(message, "*");
  const prepare = (): void =>
    send({ context: "h5p", action: "prepareResize", scrollHeight: told.height, clientHeight: told.height });

  const tell = (): void => {
    const { width, height } = page.size();
    if (width === told.width && height === told.height) return;
    told = { width, height };
    send({ subject: "lti.frameResize", message_id: `fleet-labs-${++sent}`, height, width });
    send(JSON.stringify({ subject: "lti.frameResize", height }));
    if (inH5p) prepare();
  };
  const soon = (): void => {
    window.clearTimeout(timer as never); // a number in browsers, an object in Node
    timer = window.setTimeout(tell, REST);
  };
  const hear: Answer = ({ data, source }) => {
    if (source !== window.parent || !v.is(H5pSchema, data)) return;
    if (data.action === "resizePrepared")
      send({ context: "h5p", action: "resize", scrollHeight: told.height, height: told.height });
    else if (!inH5p) {
      inH5p = true;
      if (told.height >= 0) prepare();
    }
  };

  window.addEventListener("message", hear);
  send({ context: "h5p", action: "hello" });
  const unwatch = page.watch(soon);
  soon();
  return () => {
    unwatch();
    window.clearTimeout(timer as never);
    window.removeEventListener("message", hear);
  };
}
