/** Inputs ships no types: what the levers use of it. */
declare module "@observablehq/inputs" {
  interface Input<T> extends HTMLFormElement {
    value: T;
  }
  export function range(
    extent: readonly [number, number],
    options: {
      value: number;
      step?: number;
      transform?: (value: number) => number;
      invert?: (value: number) => number;
      format?: (value: number) => string;
    },
  ): Input<number>;
  export function number(extent: readonly [number, number], options: { value: number; step?: number }): Input<number>;
  export function radio<T>(data: ReadonlyMap<string, T>, options: { value: T }): Input<T>;
  export function checkbox<T>(data: ReadonlyMap<string, T>, options: { value: readonly T[] }): Input<readonly T[]>;
  export function toggle(options: { value: boolean }): Input<boolean>;
}
