import { requireCount, requireNonNegative, requirePositive } from "../core/check.ts";

/**
 * Probability that an arrival has to wait, Erlang's C: C = B / (1 − ρ (1 − B)), with B the blocking probability of Erlang's B by its
 * recurrence B(k) = a B(k−1) / (k + a B(k−1)), and ρ = a/c. Holds for Poisson arrivals, exponential service and one queue.
 *
 * @param options.servers c, at least 1; whole
 * @param options.offeredLoad a = λ/μ, mean number of busy servers (erlang)
 * @returns probability (fraction); 1 from an offered load of as many as there are servers
 * @throws RangeError for fewer servers than one, a load that is negative, or NaN
 * @see Erlang 1917, "Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges"
 * @example erlangC({ servers: 2, offeredLoad: 1.6 }) // 0.7111
 */
export function erlangC(options: { readonly servers: number; readonly offeredLoad: number }): number {
  const { servers, offeredLoad } = options;
  requireCount({ servers });
  requireNonNegative({ offeredLoad });
  if (offeredLoad >= servers) return 1;
  let blocked = 1; // B(0)
  for (let k = 1; k <= servers; k++) blocked = (offeredLoad * blocked) / (k + offeredLoad * blocked);
  return blocked / (1 - (offeredLoad / servers) * (1 - blocked));
}

/**
 * Mean wait in the queue of M/M/c, W_q = C / (c μ − λ). Holds for Poisson arrivals and exponential service, in steady state.
 *
 * @param options.servers c, at least 1; whole
 * @param options.arrivalRate λ, arrivals (1/s)
 * @param options.serviceRate μ, what one server serves (1/s)
 * @returns W_q (s); Infinity where as much is offered as all servers serve
 * @throws RangeError for fewer servers than one, a negative arrival rate, a service rate not above 0, or NaN
 * @see Kleinrock 1975, "Queueing Systems", vol. 1, section 3.5
 * @example meanWait({ servers: 2, arrivalRate: 1.6, serviceRate: 1 }) // 1.7778 s
 */
export function meanWait(options: {
  readonly servers: number;
  readonly arrivalRate: number;
  readonly serviceRate: number;
}): number {
  const { servers, arrivalRate, serviceRate } = options;
  requireNonNegative({ arrivalRate });
  requirePositive({ serviceRate });
  const offeredLoad = arrivalRate / serviceRate;
  const waits = erlangC({ servers, offeredLoad });
  if (offeredLoad >= servers) return Infinity;
  return waits / (servers * serviceRate - arrivalRate); // Kleinrock 1975
}
