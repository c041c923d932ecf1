import type { Variant } from "../case.ts";
import {
  actionCount,
  firstLosses,
  initialWeights,
  layerSizes,
  learningRate,
  minibatch,
  penaltyWeights,
  type TrainingProblem,
  targetUpdateRate,
} from "../cases/training-problem.ts";
import { argmax } from "./argmax.ts";
import { backward, forward, zeroGradients } from "./mlp.ts";

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

/** A training step of CQL or double DQN in plain loops over typed arrays. */
export function naiveTraining(problem: TrainingProblem): Variant {
  const sizes = layerSizes(problem);
  const rows = problem.batchSize;
  const online = initialWeights(problem, "online");
  const target = initialWeights(problem, "target");
  const gradients = zeroGradients(online);
  const first = zeroGradients(online);
  const second = zeroGradients(online);
  const batch = minibatch(problem);
  const weight = penaltyWeights[problem.algorithm];
  let steps = 0;

  const step = (): number => {
    const selector = forward(online, sizes, batch.nextObservations, rows).at(-1)!;
    const next = forward(target, sizes, batch.nextObservations, rows).at(-1)!;
    const layers = forward(online, sizes, batch.observations, rows);
    const upstream = new Float32Array(rows * actionCount);
    let loss = 0;
    for (let row = 0; row < rows; row++) {
      const start = row * actionCount;
      const taken = start + batch.actions[row]!;
      const values = layers.at(-1)!;
      const y = batch.rewards[row]! + batch.discounts[row]! * next[start + argmax(selector, start)]!;
      const error = values[taken]! - y;
      const size = Math.abs(error);
      const lse = softmaxInto(upstream, values, start);
      loss += (size <= 1 ? (error * error) / 2 : size - 0.5) + weight * (lse - values[taken]!);
      for (let i = start; i < start + actionCount; i++) upstream[i]! *= weight;
      upstream[taken]! += Math.max(-1, Math.min(1, error)) - weight;
    }
    for (let i = 0; i < upstream.length; i++) upstream[i]! /= rows;
    backward(online, sizes, layers, upstream, rows, gradients);
    steps++;
    adam(online, gradients, first, second, steps);
    follow(target, online);
    return loss / rows;
  };
  return { call: () => void step(), result: () => firstLosses(step) };
}

/** Writes the softmax of a row and returns its log-sum-exp. */
function softmaxInto(out: Float32Array, values: Float32Array, start: number): number {
  let maximum = -Infinity;
  for (let i = start; i < start + actionCount; i++) maximum = Math.max(maximum, values[i]!);
  let sum = 0;
  for (let i = start; i < start + actionCount; i++) {
    out[i] = Math.exp(values[i]! - maximum);
    sum += out[i]!;
  }
  for (let i = start; i < start + actionCount; i++) out[i]! /= sum;
  return maximum + Math.log(sum);
}

function adam(
  parameters: Float32Array[],
  gradients: Float32Array[],
  first: Float32Array[],
  second: Float32Array[],
  steps: number,
): void {
  const rate = learningRate / (1 - beta1 ** steps);
  const correction = 1 / (1 - beta2 ** steps);
  parameters.forEach((parameter, k) => {
    const [g, m, v] = [gradients[k]!, first[k]!, second[k]!];
    for (let i = 0; i < parameter.length; i++) {
      m[i] = beta1 * m[i]! + (1 - beta1) * g[i]!;
      v[i] = beta2 * v[i]! + (1 - beta2) * g[i]! * g[i]!;
      parameter[i]! -= (rate * m[i]!) / (Math.sqrt(v[i]! * correction) + epsilon);
    }
  });
}

function follow(target: Float32Array[], online: Float32Array[]): void {
  target.forEach((slow, k) => {
    const fast = online[k]!;
    for (let i = 0; i < slow.length; i++) slow[i]! += targetUpdateRate * (fast[i]! - slow[i]!);
  });
}
