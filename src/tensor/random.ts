import {
  type Rank,
  type ShapeMap,
  type Tensor,
  tensor,
  tidy,
  util,
  type Variable,
  variable,
} from "@tensorflow/tfjs-core";
import { randomStream } from "../kernels/random.ts";
import { checkSize } from "../kernels/shape.ts";
import { requireInit } from "./backend.ts";
import { type Op, refuseDisposed, runOp } from "./op.ts";
import { ownData } from "./own-data.ts";

const uniform = "OfflineRlRandomUniform";
const normal = "OfflineRlRandomNormal";
const integers = "OfflineRlRandomIntegers";

/**
 * A random stream whose four words of state lie on the heap, as an int32 variable: a recorded draw moves on when it is
 * replayed, and saving or cloning the variable saves the stream. Its numbers are those of `randomStream(seed, name)`.
 */
export function tensorRandomStream(seed: number, name: string): Variable {
  requireInit();
  const { state } = randomStream(seed, name);
  return tidy(() => variable(tensor(Int32Array.from(state), [4], "int32"), false));
}

/** Uniform in [0, 1), multiples of 2⁻²⁴. */
export function randomUniform<R extends Rank>(stream: Variable, shape: ShapeMap[R]): Tensor<R> {
  return runOp<Tensor<R>>(uniform, { stream: checkedStream(stream) }, { shape: checkedShape(shape) });
}

/** Draws of N(0, 1). */
export function randomNormal<R extends Rank>(stream: Variable, shape: ShapeMap[R]): Tensor<R> {
  return runOp<Tensor<R>>(normal, { stream: checkedStream(stream) }, { shape: checkedShape(shape) });
}

/** int32, uniform in 0 … bound − 1, bound ≤ 2³¹. */
export function randomIntegers<R extends Rank>(
  stream: Variable,
  shape: ShapeMap[R],
  bound: number,
): Tensor<R> {
  checkSize("bound", bound);
  if (bound > 2 ** 31) throw new RangeError(`bound must not exceed 2^31, for int32; got ${bound}`);
  return runOp<Tensor<R>>(integers, { stream: checkedStream(stream) }, { shape: checkedShape(shape), bound });
}

/** The stream, whose state may be changed in place. */
export function checkedStream(stream: Variable): Variable {
  refuseDisposed("a random draw", { stream });
  if (stream.dtype !== "int32" || stream.size !== 4) {
    throw new TypeError(`a stream is an int32 variable of 4 words; got ${stream.dtype} [${stream.shape}]`);
  }
  ownData(stream);
  return stream;
}

function checkedShape(shape: number[]): number[] {
  util.assertNonNegativeIntegerDimensions(shape);
  return shape;
}

export const randomOps: readonly Op[] = [
  {
    name: uniform,
    integerInputs: ["stream"],
    run(backend, call) {
      const out = backend.output(call.shape("shape"));
      const state = backend.address(call.input("stream"));
      backend.kernels.randomUniform(backend.address(out), state, backend.sizeOf(out));
      return out;
    },
  },
  {
    name: normal,
    integerInputs: ["stream"],
    run(backend, call) {
      const out = backend.output(call.shape("shape"));
      const state = backend.address(call.input("stream"));
      backend.kernels.randomNormal(backend.address(out), state, backend.sizeOf(out));
      return out;
    },
  },
  {
    name: integers,
    integerInputs: ["stream"],
    run(backend, call) {
      const out = backend.output(call.shape("shape"), "int32");
      const state = backend.address(call.input("stream"));
      backend.kernels.randomIntegers(backend.address(out), state, backend.sizeOf(out), call.number("bound"));
      return out;
    },
  },
];
