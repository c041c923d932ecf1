import { type Rank, reshape, type Tensor2D, tile } from "@tensorflow/tfjs-core";

/** Every row `count` times in a row: [rows, columns] to [rows · count, columns]. */
export function repeatedRows(x: Tensor2D, count: number): Tensor2D {
  const [rows, columns] = x.shape;
  const copies = tile(reshape<Rank.R3>(x, [rows, 1, columns]), [1, count, 1]);
  return reshape<Rank.R2>(copies, [rows * count, columns]);
}
