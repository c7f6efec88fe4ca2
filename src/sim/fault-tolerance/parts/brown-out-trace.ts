import type { Vertex } from "./brown-out-record.ts";

/** A straight line of energy is a root in volts: so many points draw it. */
const POINTS = 6;
/** A line this much shorter than the highest energy is drawn as it is. */
const SHORT = 0.05;
/** Of more vertices than this only every so many are drawn: a save in every frame makes thousands of teeth. */
const MOST_VERTICES = 400;

export interface VoltageTrace {
  readonly time: readonly number[];
  readonly volts: readonly number[];
}

/** The voltage of a capacitor (F) that holds an energy (J). */
export const voltsAt = (energy: number, capacitance: number): number => Math.sqrt((2 * energy) / capacitance);

/** The trace as a chart draws it (s, V): straight lines of energy bent into volts, level ones joined. */
export function voltageTrace(all: readonly Vertex[], capacitance: number): VoltageTrace {
  const stride = Math.ceil(all.length / MOST_VERTICES);
  const vertices = all.filter((_, i) => i % stride === 0 || i === all.length - 1);
  const time: number[] = [];
  const volts: number[] = [];
  const highest = vertices.reduce((most, { energy }) => Math.max(most, energy), 0);
  vertices.forEach(({ time: at, energy }, i) => {
    const last = vertices[i - 1];
    const next = vertices[i + 1];
    if (last && next && last.energy === energy && next.energy === energy) return;
    const points = last && Math.abs(last.energy - energy) > SHORT * highest ? POINTS : 1;
    for (let n = 1; n <= points; n++) {
      const from = last ?? { time: at, energy };
      time.push(from.time + ((at - from.time) * n) / points);
      volts.push(voltsAt(from.energy + ((energy - from.energy) * n) / points, capacitance));
    }
  });
  return { time, volts };
}
