import * as tf from "@tensorflow/tfjs";
import { type NoiseName, noiseStreams } from "../../cases/continuous-problem.ts";
import { seededNumbers } from "../../cases/seeded-noise.ts";

/** Where a step takes its random numbers from. */
export interface Noise {
  /** Draws of N(0, 1). */
  normal<R extends tf.Rank>(name: NoiseName, shape: tf.ShapeMap[R]): tf.Tensor<R>;
  /** Uniform in −1 … 1. */
  uniform<R extends tf.Rank>(name: NoiseName, shape: tf.ShapeMap[R]): tf.Tensor<R>;
}

/** New numbers in every step, by tfjs: what is timed. */
export const tfjsNoise: Noise = {
  normal: (_, shape) => tf.randomNormal(shape),
  uniform: (_, shape) => tf.randomUniform(shape, -1, 1),
};

/** The numbers that this package draws: what the variants are compared on. */
export function seededNoise(): Noise {
  const streams = new Map(Object.values(noiseStreams).map((name) => [name, seededNumbers(name)]));
  const stream = (name: NoiseName) => streams.get(noiseStreams[name])!;
  return {
    normal: (name, shape) => tf.tensor(stream(name).normal(tf.util.sizeFromShape(shape)), shape),
    uniform(name, shape) {
      const numbers = stream(name).uniform(tf.util.sizeFromShape(shape));
      return tf.tensor(
        numbers.map((x) => 2 * x - 1),
        shape,
      );
    },
  };
}
