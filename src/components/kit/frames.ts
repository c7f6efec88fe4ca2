import { Lull } from "./lull.ts";

/** Draws one chart, from whatever model is newest when its turn comes. */
export interface Painter {
  /** Whether the chart is in view; what is not waits until it is. */
  readonly inView: () => boolean;
  readonly paint: () => void;
}

/** Tells when an element comes into view and leaves it; returns what ends the watch. */
export type Watch = (element: Element, told: (inView: boolean) => void) => () => void;

/** How long (ms) after the last move of a lever it counts as resting: then all that waited follows. */
const REST = 160;
/** What is drawn in a frame may take this long together (ms), while a lever moves and at rest; the first is drawn anyway. */
const SHARE = { moving: 4, resting: 40 };

/**
 * Spreads the work of a moved lever over frames. The values in view count as one drawing, each chart in view as another: a
 * frame draws those that waited longest, as many as fit, one at least. While moves go on no other frame is asked for, since
 * each would make the next move wait. What is out of sight follows when the lever rests.
 */
export class Frames {
  readonly #watch: Watch;
  /** Every value's update, and whether it is in view. */
  readonly #values = new Map<() => void, boolean>();
  readonly #behind = new Set<() => void>();
  readonly #due = new Map<Painter, number>();
  readonly #painters = new Set<Painter>();
  readonly #followed: (() => void)[] = [];
  readonly #inSight: Painter = { inView: () => true, paint: () => this.#follow((inView) => inView) };
  #turn = 0;
  #asked = false;
  #movedAt = Number.NEGATIVE_INFINITY;
  readonly #rest = new Lull(REST, () => this.#ask());

  constructor(watch: Watch = observed()) {
    this.#watch = watch;
  }

  /** @param element what the update changes; without one it counts as in view */
  onValues(update: () => void, element?: Element): () => void {
    this.#values.set(update, true);
    const unwatch = element && this.#watch(element, (inView) => this.#seen(update, inView));
    return () => {
      unwatch?.();
      this.#values.delete(update);
      this.#behind.delete(update);
    };
  }

  /** What may wait until the lever rests, in sight or not. */
  onRest(update: () => void): () => void {
    this.#values.set(update, false);
    return () => {
      this.#values.delete(update);
      this.#behind.delete(update);
    };
  }

  onChart(painter: Painter): () => void {
    this.#painters.add(painter);
    return () => {
      this.#painters.delete(painter);
      this.#due.delete(painter);
    };
  }

  /** Everything is to follow the model: after a lever moved. @param moving more moves are likely to come at once */
  all(moving = false): void {
    this.#movedAt = moving ? performance.now() : Number.NEGATIVE_INFINITY;
    this.values();
    for (const painter of this.#painters) this.only(painter);
  }

  /** Values alone. */
  values(): void {
    for (const update of this.#values.keys()) this.#behind.add(update);
    this.only(this.#inSight);
  }

  /** One chart alone: it came into view, or its moment changed. */
  only(painter: Painter): void {
    if (!this.#due.has(painter)) this.#due.set(painter, this.#turn++);
    this.#ask();
  }

  /** Calls once all that is to follow has followed, the words too. */
  whenFollowed(then: () => void): void {
    this.#followed.push(then);
    this.#ask();
  }

  #ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => this.#frame());
  }

  #seen(update: () => void, inView: boolean): void {
    if (!this.#values.has(update)) return;
    this.#values.set(update, inView);
    if (inView && this.#behind.delete(update)) update();
  }

  #frame(): void {
    this.#asked = false;
    const moving = performance.now() - this.#movedAt < REST;
    const drawn = this.#draw(moving ? SHARE.moving : SHARE.resting);
    // Before the charts come nothing else is to be drawn.
    if ((!moving && drawn === 0) || this.#painters.size === 0) this.#follow(() => true);
    if (drawn === 0 && this.#behind.size === 0) {
      this.#rest.end();
      for (const then of this.#followed.splice(0)) then();
    } else if (moving) this.#rest.stir();
    else this.#ask();
  }

  /** Draws what waited longest. @param share how long it may take (ms) @returns how many it drew */
  #draw(share: number): number {
    const due = [...this.#due].filter(([painter]) => painter.inView()).sort(([, a], [, b]) => a - b);
    const begun = performance.now();
    let drawn = 0;
    for (const [painter] of due) {
      this.#due.delete(painter);
      painter.paint();
      drawn++;
      if (performance.now() - begun > share) break;
    }
    return drawn;
  }

  #follow(which: (inView: boolean) => boolean): void {
    for (const update of this.#behind) {
      if (!which(this.#values.get(update) ?? false)) continue;
      this.#behind.delete(update);
      update();
    }
  }
}

/** One observer for all that is watched, a little beyond the edge of the view. */
function observed(): Watch {
  const told = new Map<Element, (inView: boolean) => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting);
    },
    { rootMargin: "60px" },
  );
  return (element, tell) => {
    told.set(element, tell);
    observer.observe(element);
    return () => {
      told.delete(element);
      observer.unobserve(element);
    };
  };
}
