import type { AnyModel, Model } from "../../sim/core/model.ts";
import { type Params, sameParams } from "../../sim/core/params.ts";
import { finish, isSteps } from "../../sim/core/run.ts";

/** What a model is computed for: the levers as they stand, or something beside them. Neither takes the other's place. */
export type Purpose = "shown" | "beside";

/** A model that is known at its parameters; of an outline the outputs alone. */
export interface Known {
  readonly params: Params;
  readonly model: Model;
  readonly outline?: boolean;
}

/**
 * Computes a model in the worker; null where it was cancelled, a newer request for the same purpose came, or the run failed
 * (whoever made it tells the reader why).
 */
export type Slow = (params: Params, purpose: Purpose, onProgress: (done: number) => void) => Promise<Model | null>;

/** Brings what a model in steps leaves to the worker: before it is run on the page after all. */
export async function bring(module: AnyModel, params: Params): Promise<void> {
  if (isSteps(module.simulate(params))) await module.prepare?.(params);
}

/** A model at these parameters: one in steps comes from the worker, so that the page stays free meanwhile. */
export async function computed(
  module: AnyModel,
  params: Params,
  slow: Slow | null,
  onProgress: (done: number) => void = () => undefined,
): Promise<Model> {
  const work = module.simulate(params);
  if (!isSteps(work)) return work;
  const there = await slow?.(params, "beside", onProgress);
  if (there) return there;
  await bring(module, params);
  return finish(work);
}

/** The one model of a page, computed again only when its parameters change. */
export class ModelMemo {
  readonly #module: AnyModel;
  readonly #slow: Slow | null;
  readonly #tell: (change: "moved" | "computing") => void;
  #memo: Known | null = null;
  #foreseen: { readonly params: Params; readonly model: Model } | null = null;
  #asked: Params | null = null;
  /** How far a model that is slower than a frame has come, 0 to 1; null while none is on its way. */
  computing: number | null = null;

  constructor(module: AnyModel, slow: Slow | null, tell: (change: "moved" | "computing") => void) {
    this.#module = module;
    this.#slow = slow;
    this.#tell = tell;
  }

  /** The model at these parameters; where it comes in steps, the last one until the worker has it. */
  at(params: Params): Model {
    if (this.#memo && sameParams(this.#memo.params, params)) {
      // The levers came back: what was asked for meanwhile is of no use.
      this.#asked = null;
      return this.#memo.model;
    }
    const work = this.#module.simulate(params);
    if (this.#slow && this.#memo && isSteps(work)) {
      this.#ask(params, this.#slow);
      return this.#memo.model;
    }
    const model = finish(work);
    this.#memo = { params, model };
    return model;
  }

  /** Computes a model that is needed soon, in the worker where it is slow: `exact` then has it. */
  async foresee(params: Params): Promise<void> {
    this.#report(0);
    try {
      const model = await computed(this.#module, params, this.#slow, (done) => this.#report(done));
      this.#foreseen = { params, model };
    } finally {
      this.#report(null);
    }
  }

  /** The model at these parameters, which the page needs not show. */
  async beside(params: Params): Promise<Model> {
    if (this.#memo && !this.#memo.outline && sameParams(this.#memo.params, params)) return this.#memo.model;
    return computed(this.#module, params, this.#slow);
  }

  /** The model at these parameters and no other, whatever it takes; it is the page's from then on. */
  exact(params: Params): Model {
    const there = this.#foreseen && sameParams(this.#foreseen.params, params) ? this.#foreseen.model : null;
    const model = there ?? finish(this.#module.simulate(params));
    this.know({ params, model });
    return model;
  }

  /** A model that was computed elsewhere. */
  know(known: Known): void {
    this.#memo = known;
  }

  /** The model itself in the place of its outline, where that still stands. */
  fill(model: Model): void {
    if (!this.#memo?.outline) return;
    this.#memo = { params: this.#memo.params, model };
    this.#tell("computing");
  }

  /** Asks for a slow model once; if it is cancelled, the page goes on showing the last one. */
  #ask(params: Params, slow: Slow): void {
    if (this.#asked && sameParams(this.#asked, params)) return;
    this.#asked = params;
    this.#report(0);
    void slow(params, "shown", (done) => this.#report(done)).then((model) => {
      if (this.#asked && this.#asked !== params) return;
      if (!this.#asked) return this.#report(null);
      // Also without an answer: the next look asks again.
      this.#asked = null;
      if (model) this.#memo = { params, model };
      this.#report(null);
      if (model) this.#tell("moved");
    });
  }

  #report(done: number | null): void {
    this.computing = done;
    this.#tell("computing");
  }
}
