import { dispose, type Scalar, tensor, tensor1d, tensor2d, type Variable } from "@tensorflow/tfjs-core";
import {
  type ContinuousAlgorithm,
  type ContinuousBatch,
  capture,
  type DatasetSpec,
} from "../../src/index.ts";
import { type Case, stepsPerSecond, type Variant } from "../case.ts";
import {
  actionSize,
  batchSize,
  type ContinuousAlgorithmName,
  continuousMinibatch,
  continuousName,
  firstStepLosses,
  initialNetwork,
  type NetworkKind,
  observationSize,
  stepsPerCall,
} from "./continuous-problem.ts";

/** A learner of this package that is compared with the same algorithm in stock tfjs. */
export interface ContinuousSubject {
  readonly algorithm: ContinuousAlgorithmName;
  /** A new learner of seed 0, with the weights from which every variant starts. */
  build(): ContinuousAlgorithm;
  /** The names of its losses, in the order in which they are compared. */
  readonly losses: readonly string[];
}

/** Observations and actions are in the units of the networks. */
export const continuousSpec: DatasetSpec = {
  observationSize,
  observationMean: new Array<number>(observationSize).fill(0),
  observationStd: new Array<number>(observationSize).fill(1),
  actions: {
    kind: "continuous",
    size: actionSize,
    low: new Array<number>(actionSize).fill(-1),
    high: new Array<number>(actionSize).fill(1),
  },
};

/** Assigns initial weights to the first of the variables. */
export function assignWeights(variables: readonly Variable[], weights: readonly Float32Array[]): void {
  weights.forEach((values, i) => {
    const variable = variables[i]!;
    variable.assign(tensor(values, variable.shape));
  });
}

/** Initial weights of an ensemble, whose members stand behind each other in every variable. */
export function initialEnsemble(names: readonly string[], kind: NetworkKind): Float32Array[] {
  const [first = [], ...others] = names.map((name) => initialNetwork(name, kind));
  return first.map((values, i) =>
    Float32Array.from([values, ...others.map((member) => member[i]!)].flatMap((each) => [...each])),
  );
}

const subjects: readonly ContinuousSubject[] = [];

/** Whole training steps of algorithms for continuous actions. */
export function continuousCases(): Case[] {
  return subjects.map(continuousCase);
}

/** A training step, captured and eager. */
export function continuousCase(subject: ContinuousSubject): Case {
  return {
    name: continuousName(subject.algorithm),
    unit: stepsPerSecond(stepsPerCall(subject.algorithm)),
    ours: captured(subject),
    op: eager(subject),
  };
}

/** A function that does one update on always the same minibatch. */
function updateOf(subject: ContinuousSubject): () => Record<string, Scalar> {
  const learner = subject.build();
  const batch = tensorBatch();
  return () => learner.update(batch);
}

function tensorBatch(): ContinuousBatch {
  const { observations, actions, rewards, discounts, nextObservations } = continuousMinibatch();
  return {
    observations: tensor2d(observations, [batchSize, observationSize]),
    actions: tensor2d(actions, [batchSize, actionSize]),
    rewards: tensor1d(rewards),
    discounts: tensor1d(discounts),
    nextObservations: tensor2d(nextObservations, [batchSize, observationSize]),
  };
}

function captured(subject: ContinuousSubject): Variant {
  const program = capture(updateOf(subject));
  const steps = stepsPerCall(subject.algorithm);
  // the capture was the first step
  let isFirst = true;
  const next = (): number[] => {
    if (!isFirst) program.run();
    isFirst = false;
    return lossesOf(subject, program.result);
  };
  return { call: () => program.run(steps), result: () => firstStepLosses(subject.algorithm, next) };
}

function eager(subject: ContinuousSubject): Variant {
  const update = updateOf(subject);
  const steps = stepsPerCall(subject.algorithm);
  const next = (): number[] => {
    const metrics = update();
    const losses = lossesOf(subject, metrics);
    dispose(metrics);
    return losses;
  };
  return {
    call() {
      for (let i = 0; i < steps; i++) dispose(update());
    },
    result: () => firstStepLosses(subject.algorithm, next),
  };
}

/** Those that the step had. */
function lossesOf({ losses }: ContinuousSubject, metrics: Record<string, Scalar>): number[] {
  return losses.flatMap((name) => [...(metrics[name]?.dataSync() ?? [])]);
}
