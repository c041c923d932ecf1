import { mul, type Rank, sub, type Tensor2D, type Variable } from "@tensorflow/tfjs-core";
import { randomNormal, randomUniform, tensorRandomStream } from "../tensor/random.ts";

/** What an algorithm draws while it learns, from a stream on the heap that a replay moves on. */
export interface Noise {
  readonly stream: Variable;
  /** Draws of N(0, 1), [rows, size]. */
  normal(rows: number, size: number): Tensor2D;
  /** Actions drawn uniformly from [−1, 1), [rows, size]. */
  actions(rows: number, size: number): Tensor2D;
}

/** The stream depends on the seed and the name alone. */
export function noise(seed: number, name: string): Noise {
  const stream = tensorRandomStream(seed, name);
  return {
    stream,
    normal: (rows, size) => randomNormal<Rank.R2>(stream, [rows, size]),
    actions: (rows, size) => sub<Tensor2D>(mul(2, randomUniform<Rank.R2>(stream, [rows, size])), 1),
  };
}
