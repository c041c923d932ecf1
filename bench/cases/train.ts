import { dispose, type Scalar, tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { capture, type DatasetSpec, discreteCql, dqn, type QLearningAlgorithm } from "../../src/index.ts";
import { type Case, stepsPerSecond, type Variant } from "../case.ts";
import { naiveTraining } from "../naive/train.ts";
import {
  actionCount,
  firstLosses,
  initialWeights,
  learningRate,
  minibatch,
  observationSize,
  type TrainingProblem,
  targetUpdateRate,
  trainingName,
  trainingProblems,
} from "./training-problem.ts";

/** Whole training steps with double Q-learning, Huber errors, Adam and a target that follows. */
export function trainCases(): Case[] {
  return trainingProblems.map((problem) => ({
    name: trainingName(problem),
    unit: stepsPerSecond(),
    ours: captured(problem),
    op: eager(problem),
    naive: naiveTraining(problem),
  }));
}

export const spec: DatasetSpec = {
  observationSize,
  observationMean: new Array<number>(observationSize).fill(0),
  observationStd: new Array<number>(observationSize).fill(1),
  actions: { kind: "discrete", count: actionCount },
};

const algorithms = { "discrete-cql": discreteCql, dqn };

/** A learner with the weights from which every variant starts. */
export function learnerOf(problem: TrainingProblem): QLearningAlgorithm {
  const learner = algorithms[problem.algorithm](spec, {
    hiddenSizes: [problem.hidden, problem.hidden],
    batchSize: problem.batchSize,
    learningRate,
    targetUpdateRate,
    double: true,
    errorLoss: "huber",
    standardizeObservations: false,
  });
  const weights = [...initialWeights(problem, "online"), ...initialWeights(problem, "target")];
  weights.forEach((values, i) => {
    const variable = learner.variables[i]!;
    variable.assign(tensor(values, variable.shape));
  });
  return learner;
}

/** A function that does one update on always the same minibatch. */
export function updateOf(problem: TrainingProblem): () => Record<string, Scalar> {
  const learner = learnerOf(problem);
  const { observations, actions, rewards, discounts, nextObservations } = minibatch(problem);
  const shape: [number, number] = [problem.batchSize, observationSize];
  const batch = {
    observations: tensor2d(observations, shape),
    actions: tensor1d(actions, "int32"),
    rewards: tensor1d(rewards),
    discounts: tensor1d(discounts),
    nextObservations: tensor2d(nextObservations, shape),
  };
  return () => learner.update(batch);
}

function captured(problem: TrainingProblem): Variant {
  const step = capture(updateOf(problem));
  const loss = (): number => lossValue(step.result);
  const next = (): number => {
    step.run();
    return loss();
  };
  return {
    call: () => step.run(),
    result: () => [loss(), ...firstLosses(next).slice(0, -1)],
  };
}

function eager(problem: TrainingProblem): Variant {
  const update = updateOf(problem);
  const loss = (): number => {
    const metrics = update();
    const value = lossValue(metrics);
    dispose(metrics);
    return value;
  };
  return { call: () => dispose(update()), result: () => firstLosses(loss) };
}

function lossValue({ loss }: Record<string, Scalar>): number {
  return loss!.dataSync()[0]!;
}
