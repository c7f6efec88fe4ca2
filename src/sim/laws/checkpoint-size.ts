import { requireFinite } from "../core/check.ts";

/**
 * Size of one checkpoint of a model, parameters × bytes per parameter. With Adam in mixed precision that is 12 bytes (32-bit
 * master weight and two moments), 14 with the bf16 weights beside them; gradients (2 more) need not be saved.
 *
 * @param options.parameters number of the model's parameters
 * @param options.bytesPerParameter bytes saved for each parameter (B)
 * @returns size of the whole checkpoint (B)
 * @throws RangeError for a number that is negative or not finite
 * @see Rajbhandari et al. 2020, "ZeRO", SC'20, section 3.1: 16 bytes a parameter in memory, gradients included
 * @example checkpointBytes({ parameters: 405e9, bytesPerParameter: 14 }) // 5.67e12 B
 */
export function checkpointBytes(options: { readonly parameters: number; readonly bytesPerParameter: number }): number {
  const { parameters, bytesPerParameter } = options;
  requireFinite({ parameters, bytesPerParameter });
  return parameters * bytesPerParameter;
}
