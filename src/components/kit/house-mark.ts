import * as Plot from "@observablehq/plot";

/**
 * Marks of the house, for what Plot's own cannot say in one mark: labels of several anchors and weights, strokes of several
 * colours, blocks with a texture. Each is one group, so that a chart moves few nodes. They are placed in pixels (`left`, `top`,
 * `right`, `bottom`), because a label's place depends on its width; curves with scales are Plot's.
 */
type Column = ArrayLike<number | string | null>;
type Values = Readonly<Record<string, Column | undefined>>;
type Attributes = Readonly<Record<string, string | number>>;
type Add = (name: string, attributes: Attributes, text?: string) => void;
type Paint = (row: (name: string) => number | string | null, add: Add) => void;

/** Plot's types declare its marks without a constructor, and custom marks are made by extending `Mark`. */
const Base = Plot.Mark as unknown as new (data: Plot.Data, channels: object, options: object) => Plot.RenderableMark;

const SVG = "http://www.w3.org/2000/svg";
const GROUPS = {
  labels: {
    "font-size": 13,
    "text-anchor": "start",
    stroke: "var(--paper)",
    "stroke-width": 4,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
  },
  strokes: { fill: "none", "stroke-linejoin": "round" },
  blocks: {},
  dots: {},
};

/** A node of the last drawing and what was written on it. */
interface Kept {
  readonly node: Element;
  readonly name: string;
  readonly given: Attributes;
  readonly text: string | undefined;
}

/** Moves by changing what differs: most labels and strokes stay as they are while a lever moves, and cost no layout then. */
class Nodes {
  readonly #kept: Kept[] = [];
  readonly #group: Element;
  #count = 0;

  constructor(group: Element) {
    this.#group = group;
  }

  readonly add: Add = (name, given, text) => {
    const before = this.#kept[this.#count];
    const old = before?.name === name ? before : undefined;
    const node = old?.node ?? this.#group.ownerDocument.createElementNS(SVG, name);
    const same = old !== undefined && Object.keys(old.given).join() === Object.keys(given).join();
    if (old && !same) for (const key of Object.keys(old.given)) node.removeAttribute(key);
    for (const [key, value] of Object.entries(given)) {
      if (!same || old.given[key] !== value) node.setAttribute(key, String(value));
    }
    if (text !== undefined && old?.text !== text) {
      if (node.firstChild) node.firstChild.nodeValue = text;
      else node.textContent = text;
    }
    if (before && !old) before.node.replaceWith(node);
    else if (!before) this.#group.append(node);
    this.#kept[this.#count++] = { name, node, given, text };
  };

  /** Takes away what this drawing no longer has. */
  close(): Element {
    while (this.#kept.length > this.#count) this.#kept.pop()?.node.remove();
    this.#count = 0;
    return this.#group;
  }
}

class HouseMark extends Base {
  constructor(kind: keyof typeof GROUPS, paint: Paint, data: Plot.Data, options: Readonly<Record<string, unknown>>) {
    super(data, {}, options["render"] ? { render: options["render"] } : {});
    /** A mark that stays has its columns in the options; a moving one gets them anew each time. */
    const fixed: Values = options["render"] ? {} : (options as Values);
    const attributes = { ...GROUPS[kind], ...(options["className"] ? { class: String(options["className"]) } : {}) };
    let nodes: Nodes | undefined;
    this.render = composed(options["render"], (index, _scales, values, _dimensions, context) => {
      const columns: Values = { ...fixed, ...(values as Values) };
      if (!nodes) {
        const g = context.document.createElementNS(SVG, "g");
        for (const [name, value] of Object.entries(attributes)) g.setAttribute(name, String(value));
        nodes = new Nodes(g);
      }
      for (const i of index) paint((name) => columns[name]?.[i] ?? null, nodes.add);
      return nodes.close() as SVGElement;
    });
  }
}

const composed = (outer: unknown, inner: Plot.RenderFunction): Plot.RenderFunction =>
  typeof outer === "function" ? (i, s, v, d, c) => (outer as Plot.RenderFunction)(i, s, v, d, c, inner) : inner;

/** Hundredths of a pixel: enough for the eye, and half the bytes of a still. */
export const px = (value: number | string | null): number => Math.round(Number(value) * 100) / 100;
export const isPlaced = (...values: (number | string | null)[]): boolean =>
  values.every((value) => typeof value === "number" && Number.isFinite(value));

/** A mark that paints row by row into one group. */
export const houseMark = (kind: keyof typeof GROUPS, paint: Paint) => (data: Plot.Data, options: object) =>
  new HouseMark(kind, paint, data, options as Readonly<Record<string, unknown>>);
