import { add, mul, pad1d, slice, sub, type Tensor1D } from "@tensorflow/tfjs-core";

/** Rows in time order, such as a batch of `Sampling.sequenceLength`, [rows] each. */
export interface ReturnSteps {
  readonly rewards: Tensor1D;
  /** γ · (1 − terminated) */
  readonly discounts: Tensor1D;
  /** 1 where the next row is the next step of the same episode, else 0. Absent: every row is a run of its own. */
  readonly continues?: Tensor1D;
}

/**
 * TD(λ) returns G_t = r_t + D_t ((1 − λ) V(s_{t+1}) + λ G_{t+1}), and r_t + D_t V(s_{t+1}) in the last row of a run (Sutton & Barto
 * 2018, eq. 12.20; AWR, arXiv:1910.00177, section 3.3). They are targets: nothing is to be trained through them.
 *
 * G_t = b_t + a_t G_{t+1} is solved by doubling: (a, b)_t then leads over one row, two, four, …
 *
 * @param nextValues V(s_{t+1}), [rows]
 * @param traceDecay λ in [0, 1]: 0 is one step and V, 1 the whole run
 */
export function lambdaReturns(
  { rewards, discounts, continues }: ReturnSteps,
  nextValues: Tensor1D,
  traceDecay: number,
): Tensor1D {
  if (continues === undefined) return add(rewards, mul(discounts, nextValues));
  const [rows] = rewards.shape;
  const traces = mul<Tensor1D>(traceDecay, continues);
  let factors = mul<Tensor1D>(discounts, traces);
  let returns = add<Tensor1D>(rewards, mul(discounts, mul(sub(1, traces), nextValues)));
  for (let reach = 1; reach < rows; reach *= 2) {
    returns = add(returns, mul(factors, later(returns, reach)));
    factors = mul(factors, later(factors, reach));
  }
  return returns;
}

/** Entry t + steps at t, and 0 at the end. */
function later(x: Tensor1D, steps: number): Tensor1D {
  return pad1d(slice(x, [steps], [x.size - steps]), [0, steps]);
}
