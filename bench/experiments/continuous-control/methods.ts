import {
  type ActorCriticAlgorithm,
  type ContinuousAlgorithm,
  type Dataset,
  sac,
  td3,
} from "../../../src/index.ts";

/** Settings that all methods share, so that what differs between them is the method. */
export interface Shared {
  readonly hiddenSizes: readonly number[];
  readonly batchSize: number;
  readonly policyLearningRate: number;
  readonly criticLearningRate: number;
  readonly criticLayerNorm: boolean;
  readonly targetUpdateRate: number;
  readonly seed: number;
}

/** A learner that is ready to be trained on the log. */
export type Make = (log: Dataset, shared: Shared) => Promise<ContinuousAlgorithm | ActorCriticAlgorithm>;

/** What a method is on every task, and how many steps it is trained. */
export interface Method {
  readonly make: Make;
  readonly steps?: number;
}

export const methods: Readonly<Record<string, Method>> = {
  sac: { make: async ({ spec }, shared) => sac(spec, shared) },
  td3: { make: async ({ spec }, shared) => td3(spec, shared) },
};
