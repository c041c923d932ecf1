import type { Algorithm, ContinuousAlgorithm } from "../algorithms/algorithm.ts";
import { concatenateDatasets } from "../dataset/concatenate-datasets.ts";
import { createDataset } from "../dataset/create-dataset.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type GrowingLog, growingLog } from "../dataset/growing-log.ts";
import type { ContinuousActions, DatasetSpec, DiscreteActions } from "../dataset/spec.ts";
import type { Action } from "../env/action.ts";
import { attended } from "../env/attended-policy.ts";
import { randomPolicy } from "../env/controllers.ts";
import type { Environment } from "../env/environment.ts";
import { episode } from "../env/episode.ts";
import { generateColumns } from "../env/generate.ts";
import type { StochasticPolicy } from "../env/policy.ts";
import { uniformPolicy } from "../env/uniform-policy.ts";
import { type RandomStream, randomStream } from "../kernels/random.ts";
import { explorationOf, type OnlineLearner } from "./exploration.ts";
import { fit } from "./fit.ts";
import { type ContinuousOnlineOptions, completeOnlineOptions, type OnlineOptions } from "./online-options.ts";

/** Where an online learner of continuous actions stands after a round. */
export interface ContinuousOnlineProgress<Learner extends Algorithm = ContinuousAlgorithm> {
  /** Steps taken in the environment. */
  readonly step: number;
  /** It goes on learning in the next round, and so do its policies. The caller disposes of it. */
  readonly learner: Learner;
  /** All that was seen so far, with the log-probability of every action. */
  log(): Dataset;
}

/** Where an online learner of discrete actions stands after a round. */
export interface OnlineProgress<Learner extends Algorithm<number> = Algorithm<number>>
  extends ContinuousOnlineProgress<Learner> {
  /** ε of the round. */
  readonly epsilon: number;
}

/**
 * Learns by acting: in rounds of `interval` steps, in whole episodes, a policy that explores acts in the environment, and
 * the learner then trains on minibatches of all that was seen, `updatesPerStep` for every step. Discrete actions are
 * ε-greedy. A warm-up of random actions comes first; its observations are what the learner is made for, scaling included.
 * Yields after every round, so that the policy can be measured, kept or used up there. Values are not guarded: what was
 * seen so far does not bound the rewards that are to come.
 *
 * Actions, first states and minibatches depend on `seed` and the learner's own seed alone. Throws a RangeError for an
 * option that is unknown or out of range.
 *
 * @param make the learner for what the warm-up saw, such as `dqn`
 */
export function learnOnline<Learner extends Algorithm<number>>(
  make: (spec: DatasetSpec) => Learner,
  environment: Environment,
  options: OnlineOptions,
): AsyncGenerator<OnlineProgress<Learner>, void>;
/** The same for continuous actions, which the learner's `explorer` draws after a warm-up of uniform ones; there is no ε. */
export function learnOnline<Learner extends ContinuousAlgorithm>(
  make: (spec: DatasetSpec) => Learner,
  environment: Environment<Float32Array>,
  options: ContinuousOnlineOptions,
): AsyncGenerator<ContinuousOnlineProgress<Learner>, void>;
export async function* learnOnline(
  make: (spec: DatasetSpec) => OnlineLearner,
  environment: Environment<Action>,
  options: OnlineOptions,
): AsyncGenerator<ContinuousOnlineProgress<Algorithm>, void> {
  const complete = completeOnlineOptions(options, environment.actions.kind);
  const { steps, warmUp, interval, updatesPerStep, seed, signal } = complete;
  const random = randomStream(seed, "acting online");
  const start = randomLog(environment, warmUp, random);
  const learner = make(start.spec);
  const explore = explorationOf(learner, environment.actions, complete, random);
  const seen = growingLog(start);
  const log = (): Dataset => concatenateDatasets([start, seen.toDataset()]);
  const training = { valueGuard: "off", ...(signal && { signal }) } as const;
  let step = start.rows;
  let debt = 0;
  do {
    signal?.throwIfAborted();
    const { behavior, ...exploration } = explore(step);
    const taken = act(environment, behavior, interval, random, seen);
    step += taken;
    debt += updatesPerStep * taken;
    const updates = Math.floor(debt);
    debt -= updates;
    if (updates > 0) for await (const _ of fit(learner, seen, { steps: updates, ...training }));
    yield { step, ...exploration, learner, log };
  } while (step < steps);
}

function randomLog(environment: Environment<Action>, transitions: number, random: RandomStream): Dataset {
  const { actions } = environment;
  const behavior = uniformBehavior(actions, random);
  const { source, ...columns } = generateColumns(environment, [{ behavior, transitions }], { random });
  return createDataset(
    columns,
    actions.kind === "discrete" ? { actionCount: actions.count } : { actionBounds: actions },
  );
}

function uniformBehavior(
  actions: DiscreteActions | ContinuousActions,
  random: RandomStream,
): StochasticPolicy<Action> {
  return actions.kind === "discrete" ? randomPolicy(actions.count, random) : uniformPolicy(actions, random);
}

/** Acts in whole episodes, for at least `interval` steps, and returns how many there were. */
function act(
  environment: Environment<Action>,
  behavior: StochasticPolicy<Action>,
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
