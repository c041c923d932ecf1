import { discreteBehaviorCloning } from "../../algorithms/discrete-behavior-cloning.ts";
import { discreteCql } from "../../algorithms/discrete-cql.ts";
import { dqn } from "../../algorithms/dqn.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { Contestant } from "./experiment.ts";

const network = { hiddenSizes: [64, 64], batchSize: 64, seed: 0 };

/** What the two Q-learners share, so that the conservative penalty is the only difference between them. */
const qLearning = { ...network, double: false, errorLoss: "squared" } as const;

/** With 8, and training four times as long, the values predicted for the log exceed the largest return, 100. */
const conservativeWeight = 10;

/** The three algorithms, each with its setting. */
export function contestants({ spec }: Dataset): Contestant[] {
  const cloning = discreteBehaviorCloning(spec, network);
  const naive = dqn(spec, qLearning);
  const conservative = discreteCql(spec, { ...qLearning, conservativeWeight });
  return [
    { algorithm: "behaviorCloning", seed: network.seed, learner: cloning, qFunction: undefined },
    { algorithm: "dqn", seed: network.seed, learner: naive, qFunction: naive },
    { algorithm: "discreteCql", seed: network.seed, learner: conservative, qFunction: conservative },
  ];
}
