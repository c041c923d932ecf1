import {
  bounds,
  count,
  flag,
  fraction,
  positive,
  positiveFraction,
  type Rules,
  seed,
  sizes,
} from "./config.ts";

/** Settings of every algorithm that learns a policy of continuous actions and critics Q_i(s, a) with target networks. */
export interface ActorCriticConfig {
  /** Widths of the hidden layers of policy and critics. Default [256, 256]. */
  readonly hiddenSizes: readonly number[];
  /** Step size of the policy's Adam. Default 3e-4. */
  readonly policyLearningRate: number;
  /** Step size of the critics' Adam. Default 3e-4. */
  readonly criticLearningRate: number;
  /** N: critics, of which the least value counts. Default 2. */
  readonly criticCount: number;
  /** Layer normalization in the critics, which keeps values of actions far from the log from exploding. Default false. */
  readonly criticLayerNorm: boolean;
  /** Transitions a step. Default 256. */
  readonly batchSize: number;
  /** γ in [0, 1]. Default 0.99. */
  readonly discount: number;
  /**
   * n: targets are Σ_{k<n} γᵏ rₖ + γⁿ · the value of the state after n steps, or fewer at the end of an episode. n > 1 is biased
   * towards the policy that made the log. Default 1.
   */
  readonly returnSteps: number;
  /** How far the target networks move towards the online ones at an update, in (0, 1]. Default 0.005. */
  readonly targetUpdateRate: number;
  /** Networks see (observation − mean) / std of the log. Default true. */
  readonly standardizeObservations: boolean;
  /** Smallest and largest return that the task allows, to which targets are limited. Default: no limits. */
  readonly valueBounds?: readonly [lower: number, upper: number];
  /** Of the initial weights, the minibatches and the noise. Default 0. */
  readonly seed: number;
}

export const actorCriticDefaults: ActorCriticConfig = Object.freeze({
  hiddenSizes: Object.freeze([256, 256]),
  policyLearningRate: 3e-4,
  criticLearningRate: 3e-4,
  criticCount: 2,
  criticLayerNorm: false,
  batchSize: 256,
  discount: 0.99,
  returnSteps: 1,
  targetUpdateRate: 0.005,
  standardizeObservations: true,
  seed: 0,
});

export const actorCriticRules: Rules<ActorCriticConfig> = {
  hiddenSizes: sizes,
  policyLearningRate: positive,
  criticLearningRate: positive,
  criticCount: count,
  criticLayerNorm: flag,
  batchSize: count,
  discount: fraction,
  returnSteps: count,
  targetUpdateRate: positiveFraction,
  standardizeObservations: flag,
  valueBounds: bounds,
  seed,
};
