import type { QLearningAlgorithm } from "../../algorithms/algorithm.ts";
import { type DqnConfig, dqn } from "../../algorithms/dqn.ts";
import { noisyPolicy } from "../../env/controllers.ts";
import type { Environment } from "../../env/environment.ts";
import { rollout } from "../../evaluation/rollout.ts";
import { randomStream } from "../../kernels/random.ts";
import { init } from "../../tensor/init.ts";
import { learnOnline, type OnlineProgress } from "../../training/learn-online.ts";
import type { OnlineOptions } from "../../training/online-options.ts";
import type { Order } from "./recipe.ts";

/** How DQN learns a task, and what there is to reach. */
export interface Schooling {
  readonly settings: Partial<Omit<DqnConfig, "seed">>;
  readonly options: Omit<OnlineOptions, "seed" | "signal">;
  /** Mean return of random actions, and of a policy that masters the task. */
  readonly returns: { readonly random: number; readonly expert: number };
}

/** How far on the way from random, 0, to expert, 1: at least and at most. */
export type Stage = readonly [from: number, to: number];

/** Share of random actions in what a learner or a controller records: without any, a log shows but one way. */
export const epsilon = 0.1;

const EPISODES = 20;
const LEARNERS = 5;

type Round = OnlineProgress<QLearningAlgorithm>;

/**
 * Learns online until the policy, as it will be recorded with its random actions, has a mean return over 20 episodes that
 * lies in a stage. Learning may leap over a stage and come back to it; a learner that has not been there by its last step makes way for the next, which starts
 * from other weights. Throws an Error where five of them have not.
 */
export async function learnUntil(
  environment: Environment,
  schooling: Schooling,
  stage: Stage,
  { seed, report }: Pick<Order, "seed" | "report">,
): Promise<Round> {
  await init();
  for (let k = 0; k < LEARNERS; k++) {
    const reached = await learn(environment, schooling, stage, { seed: LEARNERS * seed + k, report });
    if (reached) return reached;
  }
  const [from, to] = stage.map((share) => `${Math.round(100 * share)} %`);
  throw new Error(
    `DQN must come from ${from} to ${to} of the way from random to expert; with seed ${seed} ${LEARNERS} learners did not`,
  );
}

async function learn(
  environment: Environment,
  { settings, options, returns: { random, expert } }: Schooling,
  [from, to]: Stage,
  { seed, report }: Pick<Order, "seed" | "report">,
): Promise<Round | undefined> {
  const make = (spec: QLearningAlgorithm["spec"]) => dqn(spec, { ...settings, seed });
  const measuring = randomStream(seed, "actions while measured");
  const { count } = environment.actions;
  for await (const round of learnOnline(make, environment, { ...options, seed })) {
    const recorded = noisyPolicy(round.learner.policy(), epsilon, count, measuring);
    const { returnMean } = rollout(recorded, environment, { episodes: EPISODES });
    const progress = (returnMean - random) / (expert - random);
    report(`DQN after ${round.step} steps: a mean return of ${returnMean.toFixed(1)}`);
    if (progress >= from && progress <= to) return round;
    if (round.step >= options.steps) round.learner.dispose();
  }
  return undefined;
}
