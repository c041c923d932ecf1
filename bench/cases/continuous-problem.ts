import { numbers } from "../numbers.ts";
import { initialLayers } from "./initial-layers.ts";

// What is trained by actions of continuous numbers: the sizes of HalfCheetah and the settings of the papers.

export type ContinuousAlgorithmName = "td3bc" | "iql" | "sac" | "cql";

export const continuousAlgorithmNames: readonly ContinuousAlgorithmName[] = ["td3bc", "iql", "sac", "cql"];

export const observationSize = 17;
/** Numbers in an action, each in −1 … 1. */
export const actionSize = 6;
export const batchSize = 256;
export const hiddenSizes: readonly number[] = [256, 256];

export const discount = 0.99;
/** Of Adam, for every network and for the temperature. */
export const learningRate = 3e-4;
export const targetUpdateRate = 0.005;
/** Least and largest logarithm of a standard deviation. */
export const logStdRange: readonly [lower: number, upper: number] = [-5, 2];

/** TD3+BC: noise of the target policy, steps from one update of the policy to the next, weight of the values. */
export const td3Bc = { targetNoise: 0.2, targetNoiseClip: 0.5, policyInterval: 2, valueWeight: 2.5 } as const;
/** IQL: the weight of an advantage is e^(inverseTemperature · advantage), at most weightMaximum. */
export const iql = { expectile: 0.7, inverseTemperature: 3, weightMaximum: 100 } as const;
/** SAC and CQL. */
export const targetEntropy: number = -actionSize;
/** CQL(H): weight of the gap, and how many random, next and current actions each stand for the integral. */
export const cql = { conservativeWeight: 5, actionCount: 10 } as const;

export function continuousName(algorithm: ContinuousAlgorithmName): string {
  return `train/${algorithm}/${hiddenSizes.join("x")}/b${batchSize}`;
}

/** Steps of a call: after so many the step repeats itself, since TD3+BC's policy has its turn at every second. */
export function stepsPerCall(algorithm: ContinuousAlgorithmName): number {
  return algorithm === "td3bc" ? td3Bc.policyInterval : 1;
}

/** Widths of the layers of the networks from input to output. */
export const layerSizes = {
  critic: [observationSize + actionSize, ...hiddenSizes, 1],
  value: [observationSize, ...hiddenSizes, 1],
  /** Of TD3+BC and IQL: the action before the tanh. */
  policy: [observationSize, ...hiddenSizes, actionSize],
  /** Of SAC and CQL: mean and logarithm of the standard deviation. */
  gaussianPolicy: [observationSize, ...hiddenSizes, 2 * actionSize],
} as const;

export type NetworkKind = keyof typeof layerSizes;

/**
 * Weights that all variants start from, kernel and bias of every layer in turn. Names are "policy", "policy target",
 * "value", "critic 1", "critic 2", "critic target 1" and "critic target 2"; no two start alike.
 */
export function initialNetwork(name: string, kind: NetworkKind): Float32Array[] {
  return initialLayers(layerSizes[kind], (layer) => `continuous ${name} layer ${layer}`);
}

/** One minibatch; a tenth of its rows is terminal. */
export function continuousMinibatch() {
  return {
    observations: numbers("continuous observations", batchSize * observationSize),
    actions: numbers("continuous actions", batchSize * actionSize),
    rewards: numbers("continuous rewards", batchSize),
    discounts: numbers("continuous discounts", batchSize).map((x) => (x < -0.8 ? 0 : discount)),
    nextObservations: numbers("continuous next observations", batchSize * observationSize),
  };
}

/**
 * About how large the losses of a step are at first, in the order in which they are compared: critics, policy; IQL's
 * values before them, the temperature's after them. Divided by it every loss counts as much as the others.
 */
const lossScales: Record<ContinuousAlgorithmName, readonly number[]> = {
  td3bc: [0.7],
  iql: [0.003, 0.7, 7],
  sac: [30, 4, 10],
  cql: [75, 4, 10],
};

/** Steps whose losses the variants must agree in. */
const COMPARED_STEPS = 10;

/**
 * The scaled losses of the first steps: every later one depends on all of the updates before it.
 *
 * @param step does one and returns its losses; the policy's is missing where it has no turn
 */
export function firstStepLosses(algorithm: ContinuousAlgorithmName, step: () => number[]): number[] {
  const scales = lossScales[algorithm];
  return Array.from({ length: COMPARED_STEPS }, step).flatMap((losses) =>
    losses.map((loss, i) => loss / scales[i]!),
  );
}

/**
 * What random numbers are for, and the streams of seed 0 that the algorithms of this package draw them from: the variants
 * must agree in steps with the same noise. Uses that share a stream take from it in the order of a step: the next states come
 * first.
 */
export const noiseStreams = {
  /** Of a′ in the target of the critics, [batch, action]. */
  targetActions: "noise",
  /** Uniform actions of CQL, as [batch, count, action]. */
  randomActions: "proposals",
  /** Actions of the policy at s′ and at s for CQL's gap, as [batch, count, action]. */
  nextActions: "proposals",
  currentActions: "proposals",
  /** Of the action that the policy is improved by, [batch, action]. */
  policyActions: "noise",
} as const;

export type NoiseName = keyof typeof noiseStreams;
