import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../case.ts";
import {
  actionCount,
  firstLosses,
  initialWeights,
  layerSizes,
  learningRate,
  minibatch,
  observationSize,
  penaltyWeights,
  type TrainingProblem,
  targetUpdateRate,
} from "../cases/training-problem.ts";
import { apply, follow, layerVariables } from "./mlp.ts";

/** A training step of CQL or double DQN as one writes it in tfjs: variables, matMul, optimizer.minimize and assign. */
export function stockTraining(problem: TrainingProblem): Variant {
  const online = variablesOf(problem, "online");
  const target = variablesOf(problem, "target");
  const optimizer = tf.train.adam(learningRate);
  const isConservative = penaltyWeights[problem.algorithm] === 1;
  const batch = minibatch(problem);
  const shape: [number, number] = [problem.batchSize, observationSize];
  const observations = tf.tensor2d(batch.observations, shape);
  const nextObservations = tf.tensor2d(batch.nextObservations, shape);
  const [rewards, discounts] = [tf.tensor1d(batch.rewards), tf.tensor1d(batch.discounts)];
  const taken = tf.oneHot(tf.tensor1d(batch.actions, "int32"), actionCount).toFloat();

  const step = (): tf.Scalar =>
    tf.tidy(() => {
      const greedy = tf.oneHot(apply(online, nextObservations).argMax(1).toInt(), actionCount);
      const next = apply(target, nextObservations).mul(greedy).sum(1);
      const targets = rewards.add(discounts.mul(next));
      const loss = optimizer.minimize(
        () => {
          const values = apply(online, observations);
          const chosen = values.mul(taken).sum<tf.Tensor1D>(1);
          const errors = tf.losses.huberLoss(targets, chosen);
          if (!isConservative) return errors.asScalar();
          return errors.add(tf.logSumExp(values, 1).sub(chosen).mean()).asScalar();
        },
        true,
        online,
      );
      follow(target, online, targetUpdateRate);
      return loss!;
    });
  const lossOf = (): number => tf.tidy(() => step().dataSync()[0]!);
  return { call: () => tf.dispose(step()), result: () => firstLosses(lossOf) };
}

export function variablesOf(problem: TrainingProblem, network: "online" | "target"): tf.Variable[] {
  return layerVariables(initialWeights(problem, network), layerSizes(problem));
}
