import * as tf from "@tensorflow/tfjs";
import type { Variant } from "../case.ts";
import { actingProblems } from "../cases/act.ts";
import { bellmanTargetInput } from "../cases/bellman-target.ts";
import { categoricalKlInput, categoricalKlShape } from "../cases/categorical-kl.ts";
import { gaussianKlInput, gaussianKlShape } from "../cases/gaussian-kl.ts";
import { logSumExpInput } from "../cases/log-sum-exp.ts";
import { matmulForms, matmulInput } from "../cases/matmul.ts";
import { trainingName, trainingProblems } from "../cases/training-problem.ts";
import { tensorVariant } from "../tensor-variant.ts";
import { stockActing } from "./act.ts";
import { stockAdam } from "./adam.ts";
import { continuousVariants } from "./continuous/variants.ts";
import { stockGather } from "./gather.ts";
import { stockTraining } from "./train.ts";

/** Every case in stock tfjs, by name. */
export function stockVariants(): Map<string, Variant> {
  return new Map([
    ...[4, 18, 1000].map((columns) => [`logSumExp/256x${columns}`, logSumExp(columns)] as const),
    ["bellmanTarget/4096", bellmanTarget()],
    ["gaussianKl/256x6", gaussianKl()],
    ["categoricalKl/256x18", categoricalKl()],
    ...matmulVariants(),
    ...actingProblems.map((problem) => [problem.name, stockActing(problem)] as const),
    ["adam/72k", stockAdam()],
    ["gather/256", stockGather()],
    ...trainingProblems.map((problem) => [trainingName(problem), stockTraining(problem)] as const),
    ...continuousVariants(),
  ]);
}

function logSumExp(columns: number): Variant {
  const x = tf.tensor2d(logSumExpInput(columns), [256, columns]);
  return tensorVariant(() => tf.logSumExp(x, 1));
}

function bellmanTarget(): Variant {
  const input = bellmanTargetInput();
  const rewards = tf.tensor1d(input.rewards);
  const discounts = tf.tensor1d(input.discounts);
  const half = input.values.length / 2;
  const first = tf.tensor1d(input.values.subarray(0, half));
  const second = tf.tensor1d(input.values.subarray(half));
  return tensorVariant(() => tf.tidy(() => rewards.add(discounts.mul(tf.minimum(first, second)))));
}

function gaussianKl(): Variant {
  const input = gaussianKlInput();
  const place = (values: Float32Array) => tf.tensor2d(values, gaussianKlShape);
  const [mean, logStd] = [place(input.mean), place(input.logStd)];
  const [priorMean, priorLogStd] = [place(input.priorMean), place(input.priorLogStd)];
  return tensorVariant(() =>
    tf.tidy(() => {
      const gap = priorLogStd.sub(logStd);
      const ratio = tf.exp(gap.mul(-2));
      const distance = mean.sub(priorMean).mul(tf.exp(priorLogStd.neg()));
      return gap.add(ratio.add(distance.square()).sub(1).div(2)).sum(1);
    }),
  );
}

function categoricalKl(): Variant {
  const input = categoricalKlInput();
  const p = tf.tensor2d(input.p, categoricalKlShape);
  const q = tf.tensor2d(input.q, categoricalKlShape);
  return tensorVariant(() =>
    tf.tidy(() =>
      tf
        .softmax(p)
        .mul(tf.logSoftmax(p).sub(tf.logSoftmax(q)))
        .sum(1),
    ),
  );
}

function matmulVariants(): [string, Variant][] {
  const { a, b, shape } = matmulInput();
  const [left, right] = [tf.tensor2d(a, shape), tf.tensor2d(b, shape)];
  return matmulForms.map(({ suffix, transposeA, transposeB }) => [
    `matmul/256x256x256${suffix}`,
    tensorVariant(() => tf.matMul(left, right, transposeA, transposeB)),
  ]);
}
