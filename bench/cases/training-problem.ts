import { integers, numbers } from "../numbers.ts";
import { initialLayers } from "./initial-layers.ts";

/** What is trained; 8 observations and 4 actions, as LunarLander has them. */
export interface TrainingProblem {
  readonly algorithm: "discrete-cql" | "dqn";
  /** Width of the two hidden layers. */
  readonly hidden: number;
  readonly batchSize: number;
}

/** The step that is analysed further. */
export const smallProblem: TrainingProblem = { algorithm: "discrete-cql", hidden: 64, batchSize: 32 };

export const trainingProblems: readonly TrainingProblem[] = [
  smallProblem,
  { algorithm: "discrete-cql", hidden: 256, batchSize: 32 },
  { algorithm: "discrete-cql", hidden: 256, batchSize: 256 },
  { algorithm: "dqn", hidden: 64, batchSize: 32 },
  { algorithm: "dqn", hidden: 256, batchSize: 256 },
];

/** Weight of the penalty that makes CQL of DQN. */
export const penaltyWeights = { "discrete-cql": 1, dqn: 0 } as const;

export const observationSize = 8;
export const actionCount = 4;
export const learningRate = 3e-4;
export const targetUpdateRate = 0.005;

export function trainingName({ algorithm, hidden, batchSize }: TrainingProblem): string {
  return `train/${algorithm}/${hidden}x${hidden}/b${batchSize}`;
}

/** Widths of the layers from observation to action values. */
export function layerSizes({ hidden }: Pick<TrainingProblem, "hidden">): number[] {
  return [observationSize, hidden, hidden, actionCount];
}

/** Initial weights, kernel and bias in turn, that all variants start from; online and target differ. */
export function initialWeights(problem: TrainingProblem, network: "online" | "target"): Float32Array[] {
  return initialLayers(
    layerSizes(problem),
    (layer) => `${network} layer ${layer} of ${trainingName(problem)}`,
  );
}

/** One minibatch; a tenth of its rows is terminal. */
export function minibatch({ batchSize }: TrainingProblem) {
  return {
    observations: numbers("observations", batchSize * observationSize),
    actions: integers("actions", batchSize, actionCount),
    rewards: numbers("rewards", batchSize),
    discounts: numbers("discounts", batchSize).map((x) => (x < -0.8 ? 0 : 0.99)),
    nextObservations: numbers("next observations", batchSize * observationSize),
  };
}

export type Minibatch = ReturnType<typeof minibatch>;

/** The losses of the first steps: every later one depends on all of the update before it. */
export function firstLosses(step: () => number): number[] {
  return Array.from({ length: 10 }, step);
}
