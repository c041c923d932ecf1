import { dqn } from "../../algorithms/dqn.ts";
import { createDataset } from "../../dataset/create-dataset.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import { cartPole } from "../../env/cartpole.ts";
import { linearCartPoleController, noisyPolicy, randomPolicy } from "../../env/controllers.ts";
import { generateColumns } from "../../env/generate.ts";
import type { LogColumns } from "../../env/log-columns.ts";
import type { Policy } from "../../env/policy.ts";
import { rollout } from "../../evaluation/rollout.ts";
import { randomStream } from "../../kernels/random.ts";
import { fit } from "../../training/fit.ts";

const ACTIONS = 2;

/**
 * The log of the quickstart: decisions of a random policy, of a hand-designed controller that errs in 15 % of its actions
 * and of a learner that was stopped half-way, in shuffled episodes of CartPole. The same bits on every run.
 */
export async function generateLog(): Promise<Dataset> {
  const stream = (name: string) => randomStream(0, name);
  const behaviors = [
    { behavior: randomPolicy(ACTIONS, stream("random policy")), transitions: 2_000 },
    {
      behavior: noisyPolicy(linearCartPoleController(), 0.3, ACTIONS, stream("controller noise")),
      transitions: 5_000,
    },
    {
      behavior: noisyPolicy(await halfTrainedLearner(), 0.1, ACTIONS, stream("learner noise")),
      transitions: 8_000,
    },
  ];
  return datasetOf(generateColumns(cartPole(), behaviors, { random: stream("log") }));
}

/** DQN learning online: it explores, trains on all that it has seen, and stops at a third of the possible return. */
async function halfTrainedLearner(): Promise<Policy> {
  const random = randomStream(0, "practice");
  const explore = (behavior: Policy, transitions: number) =>
    generateColumns(cartPole(), [{ behavior, transitions }], { random });
  let seen = explore(randomPolicy(ACTIONS, random), 1_000);
  const learner = dqn(datasetOf(seen).spec, { hiddenSizes: [64, 64], batchSize: 64, learningRate: 1e-3 });
  do {
    for await (const _ of fit(learner, datasetOf(seen), { steps: 250, valueGuard: "off" }));
    seen = joined(seen, explore(noisyPolicy(learner.policy(), 0.2, ACTIONS, random), 250));
  } while (rollout(learner.policy(), cartPole(), { episodes: 20 }).returnMean < 150);
  return learner.policy();
}

function datasetOf({ source, behaviorLogProbabilities, ...columns }: LogColumns): Dataset {
  return createDataset(columns, { actionCount: ACTIONS });
}

function joined(first: LogColumns, second: LogColumns): LogColumns {
  return {
    observations: Float32Array.of(...first.observations, ...second.observations),
    actions: Int32Array.of(...first.actions, ...second.actions),
    rewards: Float32Array.of(...first.rewards, ...second.rewards),
    terminated: Uint8Array.of(...first.terminated, ...second.terminated),
    truncated: Uint8Array.of(...first.truncated, ...second.truncated),
    nextObservations: Float32Array.of(...first.nextObservations, ...second.nextObservations),
    source: Uint8Array.of(...first.source, ...second.source),
  };
}
