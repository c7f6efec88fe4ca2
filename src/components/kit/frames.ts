/** Draws one chart, from whatever model is newest when its turn comes. */
export interface Painter {
  /** Whether the chart is in view; what is not waits until it is. */
  readonly inView: () => boolean;
  readonly paint: () => void;
}

/**
 * Spreads the work of a moved lever over frames: values and badges in the first together with one chart, then one chart a
 * frame in turn. A chart that waited longest goes first, so that all keep up while a lever moves.
 */
export class Frames {
  readonly #values = new Set<() => void>();
  readonly #due = new Map<Painter, number>();
  readonly #painters = new Set<Painter>();
  #turn = 0;
  #stale = false;
  #asked = false;

  onValues(update: () => void): () => void {
    this.#values.add(update);
    return () => this.#values.delete(update);
  }

  onChart(painter: Painter): () => void {
    this.#painters.add(painter);
    return () => {
      this.#painters.delete(painter);
      this.#due.delete(painter);
    };
  }

  /** Everything is to follow the model: after a lever moved. */
  all(): void {
    this.#stale = true;
    for (const painter of this.#painters) this.only(painter);
  }

  /** Values alone. */
  values(): void {
    this.#stale = true;
    this.#ask();
  }

  /** One chart alone: it came into view, or its moment changed. */
  only(painter: Painter): void {
    if (!this.#due.has(painter)) this.#due.set(painter, this.#turn++);
    this.#ask();
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => this.#frame());
  }

  #frame(): void {
    this.#asked = false;
    if (this.#stale) {
      this.#stale = false;
      for (const update of this.#values) update();
    }
    const next = [...this.#due].filter(([painter]) => painter.inView()).sort(([, a], [, b]) => a - b)[0]?.[0];
    if (!next) return;
    this.#due.delete(next);
    next.paint();
    if ([...this.#due.keys()].some((painter) => painter.inView())) this.#ask();
  }
}
