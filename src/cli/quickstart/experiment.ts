import type { Algorithm } from "../../algorithms/algorithm.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import { cartPole } from "../../env/cartpole.ts";
import { predictedValue } from "../../evaluation/predicted-value.ts";
import { type RolloutResult, rollout } from "../../evaluation/rollout.ts";
import type { QFunction } from "../../policy/q-function.ts";
import { fit } from "../../training/fit.ts";
import { progressBar, type Terminal } from "./progress-bar.ts";

/** An algorithm to train, under the name of the function that makes it. */
export interface Contestant {
  readonly algorithm: string;
  readonly seed: number;
  readonly learner: Algorithm<number>;
  /** What it promises; cloning promises nothing. */
  readonly qFunction: QFunction | undefined;
}

/** How good a policy is, and how good its Q-function says it is. */
export interface Measurement {
  /** Mean and sample deviation of the undiscounted return in the simulator. */
  readonly returnMean: number;
  readonly returnSd: number;
  /** Mean of Q(s₀, π(s₀)) at the first states of the same episodes; null without a Q-function. */
  readonly predictedValue: number | null;
  /** Mean discounted return from there: what the prediction should be. */
  readonly trueValue: number;
}

export interface Checkpoint extends Measurement {
  readonly step: number;
}

/** What is reported of a trained algorithm. */
export interface Result extends Measurement {
  readonly algorithm: string;
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly stepsPerSecond: number;
}

export interface Run {
  readonly result: Result;
  /** The policy as it was on the way. */
  readonly curve: readonly Checkpoint[];
}

export interface ExperimentSettings {
  readonly steps: number;
  readonly discount: number;
  /** Measurements on the way. */
  readonly checkpoints: number;
  /** Episodes of a measurement on the way, and of the last one. */
  readonly checkpointEpisodes: number;
  readonly finalEpisodes: number;
}

/** Trains on the log alone and measures the policy in the simulator, on the way and at the end. */
export async function runExperiment(
  { algorithm, seed, learner, qFunction }: Contestant,
  dataset: Dataset,
  settings: ExperimentSettings,
  terminal: Terminal,
): Promise<Run> {
  const { steps, discount } = settings;
  const bar = progressBar(learner.name, terminal);
  const measure = (episodes: number) =>
    measurement(qFunction, rollout(learner.policy(), cartPole(), { episodes, discount }), learner);
  const curve: Checkpoint[] = [];
  let stepsPerSecond = Number.NaN;
  // how far one of them overestimates is what the table shows
  const options = { steps, logInterval: Math.ceil(steps / settings.checkpoints), valueGuard: "off" } as const;
  for await (const metrics of fit(learner, dataset, { ...options, onProgress: bar.show })) {
    curve.push({ step: metrics.step, ...measure(settings.checkpointEpisodes) });
    stepsPerSecond = metrics.stepsPerSecond;
  }
  bar.end();
  const result = { algorithm, seeds: [seed], steps, ...measure(settings.finalEpisodes), stepsPerSecond };
  return { result, curve };
}

function measurement(
  qFunction: QFunction | undefined,
  { returnMean, returnSd, discountedReturnMean, initialObservations }: RolloutResult,
  learner: Algorithm<number>,
): Measurement {
  const promise = qFunction
    ? predictedValue(qFunction, learner.policy(), initialObservations, learner.spec.observationSize)
    : null;
  return { returnMean, returnSd, predictedValue: promise, trueValue: discountedReturnMean };
}
