import {
  type ActorCriticAlgorithm,
  type Algorithm,
  awac,
  awr,
  bcq,
  bear,
  behaviorCloning,
  bestEpisodes,
  brac,
  type ContinuousAlgorithm,
  cql,
  crr,
  type Dataset,
  deterministicBehaviorCloning,
  edac,
  fit,
  iql,
  plas,
  rebrac,
  sac,
  td3,
  td3Bc,
  vaeBehaviorCloning,
} from "../../../src/index.ts";
import type { Shared } from "./shared.ts";

type Learner = ContinuousAlgorithm | ActorCriticAlgorithm;

/** A method: how its learner is made, and what it is trained on. */
export interface Method {
  /** Ready to be trained; what it needs of a behavior policy is fitted. */
  make(log: Dataset, shared: Shared): Promise<Learner> | Learner;
  /** What it learns from. Default: the whole log. */
  data?(log: Dataset): Dataset;
  /** Share of the task's training steps, for methods whose steps cost many times the others'. Default 1. */
  readonly share?: number;
}

/** Steps in which a behavior policy is fitted. */
const BEHAVIOR_STEPS = 20_000;

async function fitted<A extends Algorithm>(algorithm: A, log: Dataset): Promise<A> {
  for await (const _ of fit(algorithm, log, { steps: BEHAVIOR_STEPS, logInterval: BEHAVIOR_STEPS }));
  return algorithm;
}

const cloning = ({ spec }: Dataset, { hiddenSizes, batchSize, seed }: Shared) =>
  deterministicBehaviorCloning(spec, { hiddenSizes, batchSize, seed, learningRate: 1e-3 });

const gaussianCloning = ({ spec }: Dataset, { hiddenSizes, batchSize, seed }: Shared) =>
  behaviorCloning(spec, { hiddenSizes, batchSize, seed, learningRate: 1e-3 });

const vae = ({ spec }: Dataset, { hiddenSizes, batchSize, seed }: Shared) =>
  vaeBehaviorCloning(spec, {
    hiddenSizes,
    batchSize,
    seed,
    learningRate: 1e-3,
    latentDivergenceWeight: smallVae.latentDivergenceWeight,
  });

/** Largest less least reward: 1 in the mazes, 16 on Pendulum. Advantages are in its units. */
function rewardRange({ rewards }: Dataset): number {
  const [least, largest] = rewards.reduce(
    ([low, high], reward) => [Math.min(low, reward), Math.max(high, reward)],
    [Infinity, -Infinity],
  );
  return largest - least;
}

/**
 * A behavior model of the others' size; the weight lets it tell the log's noise, of variance ¼, from its mean, and the limit lets
 * it draw most of that noise.
 */
const smallVae = { behaviorHiddenSizes: [64, 64], latentDivergenceWeight: 0.05, latentLimit: 2 };

/** Every method; of settings beyond the shared ones bench/README.md says which were looked for, and on what. */
export const methods: Readonly<Record<string, Method>> = {
  cloning: { make: cloning },
  filteredCloning: { make: cloning, data: (log) => bestEpisodes(log, { fraction: 0.1 }) },
  sac: { make: ({ spec }, shared) => sac(spec, shared) },
  td3: { make: ({ spec }, shared) => td3(spec, shared) },
  td3Bc: { make: ({ spec }, shared) => td3Bc(spec, { ...shared, valueWeight: 10 }) },
  rebrac: {
    make: ({ spec }, shared) =>
      rebrac(spec, { ...shared, actorBehaviorWeight: 0.01, criticBehaviorWeight: 0.01 }),
  },
  sacN: {
    make: ({ spec }, shared) => edac(spec, { ...shared, criticCount: 5, diversityWeight: 0 }),
    share: 0.5,
  },
  edac: {
    make: ({ spec }, shared) => edac(spec, { ...shared, criticCount: 5, diversityWeight: 0.1 }),
  },
  iql: {
    make: (log, shared) =>
      iql(log.spec, {
        ...shared,
        expectile: 0.9,
        inverseTemperature: 3 / rewardRange(log),
      }),
  },
  awac: {
    make: (log, shared) => awac(log.spec, { ...shared, inverseTemperature: 3 / rewardRange(log) }),
  },
  crr: {
    make: ({ spec }, shared) => crr(spec, { ...shared, targetUpdateInterval: 1, inverseTemperature: 10 }),
  },
  awr: {
    make: ({ spec }, { hiddenSizes, policyLearningRate, batchSize, seed }) =>
      awr(spec, { hiddenSizes, policyLearningRate, batchSize, seed, inverseTemperature: 3 }),
  },
  brac: {
    make: async (log, shared) => {
      const behavior = await fitted(gaussianCloning(log, shared), log);
      return brac(log.spec, { ...shared, behavior, divergenceWeight: 0.1 });
    },
  },
  bcq: { make: ({ spec }, shared) => bcq(spec, { ...shared, ...smallVae }), share: 0.5 },
  bear: {
    make: ({ spec }, shared) =>
      bear(spec, { ...shared, ...smallVae, warmStartSteps: 1_000, discrepancyThreshold: 0.15 }),
    share: 0.5,
  },
  plas: {
    make: async (log, shared) =>
      plas(log.spec, {
        ...shared,
        behavior: await fitted(vae(log, shared), log),
      }),
  },
  cql: {
    make: ({ spec }, shared) => cql(spec, { ...shared, actionSamples: 2, conservativeWeight: 0.1 }),
  },
};
