import { dispose, type Scalar, tensor, tensor1d, tensor2d, type Variable } from "@tensorflow/tfjs-core";
import {
  type ContinuousAlgorithm,
  type ContinuousBatch,
  capture,
  cql,
  type DatasetSpec,
  iql,
  sac,
  td3Bc,
} from "../../src/index.ts";
import { type Case, stepsPerSecond, type Variant } from "../case.ts";
import {
  actionSize,
  batchSize,
  type ContinuousAlgorithmName,
  continuousMinibatch,
  continuousName,
  cql as cqlSettings,
  discount,
  firstStepLosses,
  hiddenSizes,
  initialNetwork,
  iql as iqlSettings,
  learningRate,
  type NetworkKind,
  observationSize,
  stepsPerCall,
  targetEntropy,
  targetUpdateRate,
  td3Bc as td3BcSettings,
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

/** Assigns initial weights to the layers of a network of the learner, by its name. */
function assignNetwork(variables: readonly Variable[], name: string, weights: readonly Float32Array[]): void {
  const own = variables.filter((variable) => variable.name.includes(` of ${name} layer `));
  if (own.length !== weights.length)
    throw new Error(`${name} has ${own.length} variables; got ${weights.length}`);
  own.forEach((variable, i) => {
    variable.assign(tensor(weights[i]!, variable.shape));
  });
}

/** Initial weights of an ensemble, whose members stand behind each other in every variable. */
export function initialEnsemble(names: readonly string[], kind: NetworkKind): Float32Array[] {
  const [first = [], ...others] = names.map((name) => initialNetwork(name, kind));
  return first.map((values, i) =>
    Float32Array.from([values, ...others.map((member) => member[i]!)].flatMap((each) => [...each])),
  );
}

/** The learner with the weights from which every variant starts: the critics, which all have, and what else is given. */
function started<Learner extends ContinuousAlgorithm>(
  learner: Learner,
  networks: Readonly<Record<string, readonly Float32Array[]>>,
): Learner {
  const all = {
    "the critics": initialEnsemble(["critic 1", "critic 2"], "critic"),
    "the target critics": initialEnsemble(["critic target 1", "critic target 2"], "critic"),
    ...networks,
  };
  for (const [name, weights] of Object.entries(all)) assignNetwork(learner.variables, name, weights);
  return learner;
}

const shared = {
  hiddenSizes,
  batchSize,
  discount,
  targetUpdateRate,
  policyLearningRate: learningRate,
  criticLearningRate: learningRate,
  standardizeObservations: false,
  seed: 0,
};
const gaussianPolicy = { "the policy": initialNetwork("policy", "gaussianPolicy") };

const subjects: readonly ContinuousSubject[] = [
  {
    algorithm: "td3bc",
    losses: ["criticLoss"],
    build: () =>
      started(
        td3Bc(continuousSpec, {
          ...shared,
          targetNoise: td3BcSettings.targetNoise,
          targetNoiseLimit: td3BcSettings.targetNoiseClip,
          policyInterval: td3BcSettings.policyInterval,
          valueWeight: td3BcSettings.valueWeight,
        }),
        {
          "the policy": initialNetwork("policy", "policy"),
          "the policy's target": initialNetwork("policy target", "policy"),
        },
      ),
  },
  {
    algorithm: "iql",
    losses: ["valueLoss", "criticLoss", "policyLoss"],
    build: () =>
      started(
        iql(continuousSpec, {
          ...shared,
          valueLearningRate: learningRate,
          expectile: iqlSettings.expectile,
          inverseTemperature: iqlSettings.inverseTemperature,
          weightLimit: iqlSettings.weightMaximum,
        }),
        {
          "the policy": initialNetwork("policy", "policy"),
          "the state value": initialNetwork("value", "value"),
        },
      ),
  },
  {
    algorithm: "sac",
    losses: ["criticLoss", "policyLoss", "temperatureLoss"],
    build: () =>
      started(
        sac(continuousSpec, { ...shared, targetEntropy, temperatureLearningRate: learningRate }),
        gaussianPolicy,
      ),
  },
  {
    algorithm: "cql",
    losses: ["criticLoss", "policyLoss", "temperatureLoss"],
    build: () =>
      started(
        cql(continuousSpec, {
          ...shared,
          targetEntropy,
          temperatureLearningRate: learningRate,
          conservativeWeight: cqlSettings.conservativeWeight,
          actionSamples: cqlSettings.actionCount,
        }),
        gaussianPolicy,
      ),
  },
];

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
