import { type Rank, tensor, tidy, type Variable, variable } from "@tensorflow/tfjs-core";
import type { RandomStream } from "../../src/kernels/random.ts";
import { normals } from "../kernels/draw.ts";

/** A new variable with draws of N(0, scale²). */
export function array(stream: RandomStream, shape: number[], scale = 1): Variable {
  const size = shape.reduce((product, length) => product * length, 1);
  return tidy(() => variable(tensor(normals(stream, size, scale), shape)));
}

export function vector(stream: RandomStream, shape: [number], scale = 1): Variable<Rank.R1> {
  return tidy(() => variable(tensor<Rank.R1>(normals(stream, shape[0], scale), shape)));
}

export function matrix(stream: RandomStream, shape: [number, number], scale = 1): Variable<Rank.R2> {
  return tidy(() => variable(tensor<Rank.R2>(normals(stream, shape[0] * shape[1], scale), shape)));
}

export function cube(stream: RandomStream, shape: [number, number, number], scale = 1): Variable<Rank.R3> {
  const [depth, rows, columns] = shape;
  return tidy(() => variable(tensor<Rank.R3>(normals(stream, depth * rows * columns, scale), shape)));
}
