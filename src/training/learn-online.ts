import type { Algorithm } from "../algorithms/algorithm.ts";
import { createDataset } from "../dataset/create-dataset.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { DatasetSpec, DiscreteActions } from "../dataset/spec.ts";
import { noisyPolicy, randomPolicy } from "../env/controllers.ts";
import type { Environment } from "../env/environment.ts";
import { record } from "../env/generate.ts";
import { type LogRecorder, logRecorder } from "../env/log-columns.ts";
import type { Policy } from "../env/policy.ts";
import { randomStream } from "../kernels/random.ts";
import { fit } from "./fit.ts";
import { completeOnlineOptions, type OnlineOptions } from "./online-options.ts";

/** Where an online learner stands after a round. */
export interface OnlineProgress<Learner extends Algorithm = Algorithm> {
  /** Steps taken in the environment. */
  readonly step: number;
  /** ε of the round, 1 in the warm-up. */
  readonly epsilon: number;
  /** It goes on learning in the next round, and so do its policies. The caller disposes of it. */
  readonly learner: Learner;
  /** All that was seen, with the log-probability of every action. */
  log(): Dataset;
}

/**
 * Learns by acting: in rounds of `interval` steps, in whole episodes, an ε-greedy policy acts in the environment, and the
 * learner then trains on minibatches of all that was seen, `updatesPerStep` for every step. A warm-up of random actions
 * comes first; its observations are what the learner is made for, scaling included. Yields after every round, so that
 * the policy can be measured, kept or used up there.
 *
 * Actions, first states and minibatches depend on `seed` and the learner's own seed alone.
 *
 * @param make the learner for what the warm-up saw, such as `dqn`
 */
export async function* learnOnline<Learner extends Algorithm>(
  make: (spec: DatasetSpec) => Learner,
  environment: Environment,
  options: OnlineOptions,
): AsyncGenerator<OnlineProgress<Learner>, void> {
  const settings = completeOnlineOptions(options);
  const { steps, warmUp, interval, updatesPerStep, epsilon, seed, signal } = settings;
  const recorder = logRecorder(environment, true, steps);
  const random = randomStream(seed, "acting online");
  const { count } = environment.actions;
  const act = (behavior: Policy, transitions: number): number => {
    const before = recorder.rows();
    record(environment, { behavior, transitions }, 0, random, recorder);
    return recorder.rows() - before;
  };
  const log = (): Dataset => datasetOf(recorder, environment.actions);

  act(randomPolicy(count, random), warmUp);
  const learner = make(log().spec);
  let debt = 0;
  do {
    const share = epsilon(recorder.rows());
    debt += updatesPerStep * act(noisyPolicy(learner.policy(), share, count, random), interval);
    const updates = Math.floor(debt);
    debt -= updates;
    if (updates > 0)
      for await (const _ of fit(learner, log(), { steps: updates, ...(signal && { signal }) }));
    yield { step: recorder.rows(), epsilon: share, learner, log };
  } while (recorder.rows() < steps);
}

function datasetOf(recorder: LogRecorder<number>, { count }: DiscreteActions): Dataset {
  const { source, ...columns } = recorder.columns(recorder.episodes());
  return createDataset(columns, { actionCount: count });
}
