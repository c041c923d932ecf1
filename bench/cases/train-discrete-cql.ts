import { dispose, type Scalar, tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { type DatasetSpec, discreteCql } from "../../src/index.ts";
import { type Case, stepsPerSecond, type Variant } from "../case.ts";
import { naiveCql } from "../naive/discrete-cql.ts";
import {
  actionCount,
  firstLosses,
  initialWeights,
  learningRate,
  minibatch,
  observationSize,
  type TrainingSize,
  targetUpdateRate,
  trainingName,
  trainingSizes,
} from "./training-problem.ts";

/** Whole training steps of CQL(H) with double Q-learning, Huber errors, Adam and a target that follows. */
export function trainDiscreteCqlCases(): Case[] {
  return trainingSizes.map((size) => ({
    name: trainingName(size),
    unit: stepsPerSecond,
    ours: ours(size),
    naive: naiveCql(size),
  }));
}

const spec: DatasetSpec = {
  observationSize,
  observationMean: new Array<number>(observationSize).fill(0),
  observationStd: new Array<number>(observationSize).fill(1),
  actions: { kind: "discrete", count: actionCount },
};

function ours(size: TrainingSize): Variant {
  const learner = discreteCql(spec, {
    hiddenSizes: [size.hidden, size.hidden],
    batchSize: size.batchSize,
    learningRate,
    targetUpdateRate,
    errorLoss: "huber",
    standardizeObservations: false,
  });
  const weights = [...initialWeights(size, "online"), ...initialWeights(size, "target")];
  weights.forEach((values, i) => {
    const variable = learner.variables[i]!;
    variable.assign(tensor(values, variable.shape));
  });
  const { observations, actions, rewards, discounts, nextObservations } = minibatch(size);
  const shape: [number, number] = [size.batchSize, observationSize];
  const batch = {
    observations: tensor2d(observations, shape),
    actions: tensor1d(actions, "int32"),
    rewards: tensor1d(rewards),
    discounts: tensor1d(discounts),
    nextObservations: tensor2d(nextObservations, shape),
  };
  const step = (): number => {
    const { loss, ...others } = learner.update(batch);
    const value = lossValue(loss!);
    dispose({ loss: loss!, ...others });
    return value;
  };
  return { call: () => void step(), result: () => firstLosses(step) };
}

function lossValue(loss: Scalar): number {
  return loss.dataSync()[0]!;
}
