import { type Algorithm, type Dataset, discreteBehaviorCloning, discreteCql, fit } from "offline-rl";
import { type Families, record } from "./log.ts";
import { discount, type Walk, walksOf } from "./walk.ts";

const network = { hiddenSizes: [32], batchSize: 64, learningRate: 3e-3 };
const steps = 2000;

/** What each of three policies does from s1. */
export interface Contest {
  readonly cloning: Walk;
  /** Of the trajectories that earn something. */
  readonly cloningOfBest: Walk;
  readonly cql: Walk;
}

/** Trains on the log of both families, and cloning also on the better family alone. */
export async function contest({ both, toReward }: Families, seed: number): Promise<Contest> {
  const settings = { ...network, seed };
  const cql = { ...settings, discount, conservativeWeight: 0.1 };
  return {
    cloning: await trained(discreteBehaviorCloning(both.spec, settings), both),
    cloningOfBest: await trained(discreteBehaviorCloning(toReward.spec, settings), toReward),
    cql: await trained(discreteCql(both.spec, cql), both),
  };
}

/** The policy's one way from s1: neither the maze nor the policy has any chance in it. */
async function trained(algorithm: Algorithm<number>, log: Dataset): Promise<Walk> {
  for await (const _ of fit(algorithm, log, { steps }));
  const [walk] = walksOf(record("s1", algorithm.policy(), 1));
  algorithm.dispose();
  return walk!;
}
