import {
  add,
  type Rank,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
  type Variable,
  variable,
  zeros,
} from "@tensorflow/tfjs-core";
import type { Shaped } from "./reference/shaped.ts";

/** The entries of a tensor, flat row-major. */
export function entriesOf(x: Tensor): number[] {
  return Array.from(x.dataSync());
}

/** A tensor for the float64 references. */
export function shapedOf(x: Tensor): Shaped {
  return { shape: x.shape, entries: entriesOf(x) };
}

/** A new variable with these entries. */
export function vectorOf(entries: readonly number[]): Variable<Rank.R1> {
  return tidy(() => variable(tensor1d([...entries])));
}

/** A new variable with these rows, of which there is at least one. */
export function matrixOf(rows: readonly (readonly number[])[]): Variable<Rank.R2> {
  return tidy(() => variable(tensor2d(rows.flat(), [rows.length, rows[0]!.length])));
}

/** Zeros of any shape under any static type, as they may come from JavaScript. */
export function zerosAs<Claimed extends Tensor>(shape: readonly number[]): Claimed {
  return add<Claimed>(zeros([...shape]), 0);
}
