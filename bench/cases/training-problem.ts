import { integers, numbers } from "../numbers.ts";

/** Sizes of a training case; 8 observations and 4 actions, as LunarLander has them. */
export interface TrainingSize {
  readonly hidden: number;
  readonly batchSize: number;
}

export const trainingSizes: readonly TrainingSize[] = [
  { hidden: 64, batchSize: 32 },
  { hidden: 256, batchSize: 256 },
];

export const observationSize = 8;
export const actionCount = 4;
export const learningRate = 3e-4;
export const targetUpdateRate = 0.005;

export function trainingName({ hidden, batchSize }: TrainingSize): string {
  return `train/discrete-cql/${hidden}x${hidden}/b${batchSize}`;
}

/** Widths of the layers from observation to action values. */
export function layerSizes({ hidden }: TrainingSize): number[] {
  return [observationSize, hidden, hidden, actionCount];
}

/** Initial weights, kernel and bias in turn, that all variants start from; online and target differ. */
export function initialWeights(size: TrainingSize, network: "online" | "target"): Float32Array[] {
  const sizes = layerSizes(size);
  return sizes.slice(1).flatMap((outputs, i) => {
    const scale = 1 / Math.sqrt(sizes[i]!);
    const name = `${network} layer ${i} of ${trainingName(size)}`;
    return [numbers(`${name} kernel`, sizes[i]! * outputs, scale), numbers(`${name} bias`, outputs, scale)];
  });
}

/** One minibatch; a tenth of its rows is terminal. */
export function minibatch({ batchSize }: TrainingSize) {
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
