import { requireFinite, requirePositive } from "../core/check.ts";

/**
 * Energy that a capacitor gives up between two voltages, E = ½ C (V₁² − V₂²); negative where it is charged. Holds for a capacitance that
 * does not change with the voltage, without leakage and series resistance.
 *
 * @param options.capacitance C (F)
 * @param options.from V₁, voltage at first (V)
 * @param options.to V₂, voltage at last (V)
 * @returns E (J); over the power of the load it is the hold-up time (s)
 * @throws RangeError for a number that is negative or not finite
 * @see Balsamo et al. 2015, "Hibernus: Sustaining computation during intermittent supply for energy-harvesting systems", IEEE Embedded Systems Letters 7(1)
 * @example capacitorEnergy({ capacitance: 100e-6, from: 3, to: 1.8 }) // 288e-6 J: 288 ms at 1 mW
 */
export function capacitorEnergy(options: {
  readonly capacitance: number;
  readonly from: number;
  readonly to: number;
}): number {
  const { capacitance, from, to } = options;
  requireFinite({ capacitance, from, to });
  return 0.5 * capacitance * (from - to) * (from + to); // ½ C (V₁² − V₂²), without the cancellation of two squares
}

/**
 * Lowest voltage at which a save may begin and still be finished, V_H = √(2E/C + V_min²). Holds where nothing but the save draws on
 * the capacitor and nothing feeds it. What lies above the voltage of the supply cannot be met.
 *
 * @param options.energy E, energy of one save (J)
 * @param options.capacitance C (F); Infinity for a supply that never gives in
 * @param options.minimumVoltage V_min, below which the memory can no longer be written (V)
 * @returns V_H (V)
 * @throws RangeError for a capacitance not above 0, an energy or voltage that is negative or not finite, or NaN
 * @see Balsamo et al. 2015, "Hibernus: Sustaining computation during intermittent supply for energy-harvesting systems", IEEE Embedded Systems Letters 7(1)
 * @example saveThreshold({ energy: 9.6e-6, capacitance: 100e-6, minimumVoltage: 1.8 }) // 1.8526 V
 */
export function saveThreshold(options: {
  readonly energy: number;
  readonly capacitance: number;
  readonly minimumVoltage: number;
}): number {
  const { energy, capacitance, minimumVoltage } = options;
  requireFinite({ energy, minimumVoltage });
  requirePositive({ capacitance });
  return Math.sqrt((2 * energy) / capacitance + minimumVoltage ** 2); // Balsamo et al. 2015
}
