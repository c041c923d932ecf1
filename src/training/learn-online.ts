import type { Algorithm } from "../algorithms/algorithm.ts";
import { concatenateDatasets } from "../dataset/concatenate-datasets.ts";
import { createDataset } from "../dataset/create-dataset.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type GrowingLog, growingLog } from "../dataset/growing-log.ts";
import type { DatasetSpec } from "../dataset/spec.ts";
import { attended } from "../env/attended-policy.ts";
import { noisyPolicy, randomPolicy } from "../env/controllers.ts";
import type { Environment } from "../env/environment.ts";
import { episode } from "../env/episode.ts";
import { generateColumns } from "../env/generate.ts";
import type { StochasticPolicy } from "../env/policy.ts";
import { type RandomStream, randomStream } from "../kernels/random.ts";
import { fit } from "./fit.ts";
import { completeOnlineOptions, type OnlineOptions } from "./online-options.ts";

/** Where an online learner stands after a round. */
export interface OnlineProgress<Learner extends Algorithm<number> = Algorithm<number>> {
  /** Steps taken in the environment. */
  readonly step: number;
  /** ε of the round. */
  readonly epsilon: number;
  /** It goes on learning in the next round, and so do its policies. The caller disposes of it. */
  readonly learner: Learner;
  /** All that was seen so far, with the log-probability of every action. */
  log(): Dataset;
}

/**
 * Learns by acting: in rounds of `interval` steps, in whole episodes, an ε-greedy policy acts in the environment, and the
 * learner then trains on minibatches of all that was seen, `updatesPerStep` for every step. A warm-up of random actions
 * comes first; its observations are what the learner is made for, scaling included. Yields after every round, so that
 * the policy can be measured, kept or used up there.
 *
 * Actions, first states and minibatches depend on `seed` and the learner's own seed alone. Throws a RangeError for an
 * option that is unknown or out of range.
 *
 * @param make the learner for what the warm-up saw, such as `dqn`
 */
export async function* learnOnline<Learner extends Algorithm<number>>(
  make: (spec: DatasetSpec) => Learner,
  environment: Environment,
  options: OnlineOptions,
): AsyncGenerator<OnlineProgress<Learner>, void> {
  const { steps, warmUp, interval, updatesPerStep, epsilon, seed, signal } = completeOnlineOptions(options);
  const random = randomStream(seed, "acting online");
  const { count } = environment.actions;
  const start = randomLog(environment, warmUp, random);
  const learner = make(start.spec);
  const seen = growingLog(start);
  const log = (): Dataset => concatenateDatasets([start, seen.toDataset()]);
  let step = start.rows;
  let debt = 0;
  do {
    signal?.throwIfAborted();
    const share = epsilon(step);
    const taken = act(
      environment,
      noisyPolicy(learner.policy(), share, count, random),
      interval,
      random,
      seen,
    );
    step += taken;
    debt += updatesPerStep * taken;
    const updates = Math.floor(debt);
    debt -= updates;
    if (updates > 0)
      for await (const _ of fit(learner, seen, {
        steps: updates,
        valueGuard: "off",
        ...(signal && { signal }),
      }));
    yield { step, epsilon: share, learner, log };
  } while (step < steps);
}

function randomLog(environment: Environment, transitions: number, random: RandomStream): Dataset {
  const { count } = environment.actions;
  const behavior = randomPolicy(count, random);
  const { source, ...columns } = generateColumns(environment, [{ behavior, transitions }], { random });
  return createDataset(columns, { actionCount: count });
}

/** Acts in whole episodes, for at least `interval` steps, and returns how many there were. */
function act(
  environment: Environment,
  behavior: StochasticPolicy,
  interval: number,
  random: RandomStream,
  seen: GrowingLog,
): number {
  const { policy, logProbability } = attended(behavior);
  let taken = 0;
  while (taken < interval) {
    for (const transition of episode(environment, policy, random)) {
      seen.append({ ...transition, behaviorLogProbability: logProbability()! });
      taken += 1;
    }
  }
  return taken;
}
