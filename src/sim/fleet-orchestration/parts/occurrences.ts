/** What happened that a reader of the log wants to know; amounts of work in GPU-seconds. */
export type Occurrence =
  | {
      readonly what: "blocked";
      readonly time: number;
      readonly job: number;
      readonly free: number;
      readonly whole: number;
    }
  | {
      readonly what: "kill" | "migration";
      readonly time: number;
      readonly job: number;
      readonly nodes: number;
      readonly moved: number;
      readonly stopped: number;
      readonly lost: number;
    }
  | { readonly what: "undone"; readonly time: number; readonly job: number }
  | { readonly what: "started" | "ended"; readonly time: number; readonly job: number }
  | {
      readonly what: "failed";
      readonly time: number;
      readonly nodes: readonly number[];
      readonly stopped: number;
      readonly lost: number;
      /** The gang that lost its nodes, or −1. */
      readonly gang: number;
    };

/** They are taken down in order of time. */
export class Occurrences {
  readonly list: Occurrence[] = [];

  add(one: Occurrence): void {
    this.list.push(one);
  }
}
