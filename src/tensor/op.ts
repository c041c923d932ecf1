import {
  engine,
  type GradConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type NamedTensorMap,
  type Tensor,
  type TensorInfo,
  util,
  zeros,
} from "@tensorflow/tfjs-core";
import type { AcceleratedBackend } from "./backend.ts";

/** The arguments of one call of an op. */
export interface Call {
  input(name: string): TensorInfo;
  number(name: string): number;
  shape(name: string): number[];
}

/** What tfjs has to know to differentiate an op. */
export type Gradient = Omit<GradConfig, "kernelName">;

/** A tfjs kernel of ours: what it launches, and how it is differentiated. Without a gradient it cannot be differentiated. */
export interface Op {
  readonly name: string;
  /** Inputs that are int32; the others are float32. */
  readonly integerInputs?: readonly string[];
  run(backend: AcceleratedBackend, call: Call): TensorInfo | TensorInfo[];
  readonly gradient?: Gradient;
}

/** The arguments as tfjs passes them, by name. */
export function callOf(name: string, inputs: NamedTensorInfoMap, attributes: NamedAttrMap = {}): Call {
  return {
    input(key) {
      const tensor = inputs[key];
      if (tensor === undefined) throw new TypeError(`${name} needs the input ${key}`);
      return tensor;
    },
    number(key) {
      const value = attributes[key];
      if (typeof value !== "number") throw new TypeError(`${name} needs the number ${key}; got ${value}`);
      return value;
    },
    shape(key) {
      const value = attributes[key];
      if (!Array.isArray(value)) throw new TypeError(`${name} needs the shape ${key}; got ${value}`);
      return value.map(Number);
    },
  };
}

/** Throws unless every input has the type that the op reads, which it does whatever the bits mean. */
export function checkTypes(inputs: NamedTensorInfoMap, integerInputs: readonly string[] = []): void {
  for (const [name, tensor] of Object.entries(inputs)) {
    const expected = integerInputs.includes(name) ? "int32" : "float32";
    if (tensor !== undefined && tensor.dtype !== expected) {
      throw new TypeError(`${name} must be ${expected}; got ${tensor.dtype}`);
    }
  }
}

/** Throws where an input has been disposed, of which tfjs only says that it cannot read properties of undefined. */
export function refuseDisposed(owner: string, inputs: NamedTensorMap): void {
  for (const name in inputs) {
    if (inputs[name]?.isDisposed) throw new Error(`${name} of ${owner} has been disposed`);
  }
}

/** Runs a registered op on the current backend. */
export function runOp<Result extends Tensor | Tensor[]>(
  name: string,
  inputs: NamedTensorMap,
  attributes: NamedAttrMap = {},
): Result {
  refuseDisposed(name, inputs);
  return engine().runKernel<Result>(name, inputs, attributes);
}

/** The upstream gradient of an op with one result. */
export function upstreamOf(dy: Tensor | Tensor[]): Tensor {
  return Array.isArray(dy) ? dy[0]! : dy;
}

/** Gradients of inputs that count as constants: zeros, whatever they were made from. */
export function noGradients(constants: NamedTensorMap): ReturnType<GradConfig["gradFunc"]> {
  return Object.fromEntries(Object.entries(constants).map(([name, { shape }]) => [name, () => zeros(shape)]));
}

/** The gradient of an op through which nothing passes: zeros in every input. */
export function constantGradient(inputNames: readonly string[]): Gradient {
  return {
    inputsToSave: [...inputNames],
    gradFunc: (_, saved) => noGradients(Object.fromEntries(inputNames.map((name, i) => [name, saved[i]!]))),
  };
}

/** Throws unless the tensor has `rank` dimensions. */
export function checkRank(name: string, { shape }: TensorInfo, rank: number): void {
  if (shape.length !== rank) throw new RangeError(`${name} must have rank ${rank}; got the shape [${shape}]`);
}

/** Throws unless two tensors have the same shape. */
export function checkSameShape(names: string, a: TensorInfo, b: TensorInfo): void {
  if (a.shape.length !== b.shape.length || a.shape.some((size, axis) => size !== b.shape[axis])) {
    throw new RangeError(`${names} must have the same shape; got [${a.shape}] and [${b.shape}]`);
  }
}

/** Rows and columns of a matrix. */
export function matrixSize({ shape }: TensorInfo): [rows: number, columns: number] {
  const [rows = 1, columns = 1] = shape;
  return [rows, columns];
}

/** A tensor as the matrix of its last axis; one of rank 0 has a single entry. */
export function rowsSize({ shape }: TensorInfo): [rows: number, columns: number] {
  return [util.sizeFromShape(shape.slice(0, -1)), shape.at(-1) ?? 1];
}

/** Throws unless the tensor has a last axis. */
export function checkLastAxis(name: string, { shape }: TensorInfo): void {
  if (shape.length === 0) throw new RangeError(`${name} must have an axis to work along; got the shape []`);
}
