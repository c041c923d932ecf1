import {
  div,
  equal,
  floorDiv,
  type GradConfig,
  greater,
  greaterEqual,
  lessEqual,
  log,
  mul,
  neg,
  pow,
  sub,
  type Tensor,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";
import { upstreamOf } from "../op.ts";
import { only, without } from "./passing.ts";
import { unbroadcast } from "./unbroadcast.ts";

/** A gradient of a broadcasting function of a and b, from the two partial derivatives times the upstream gradient. */
function binary(
  kernelName: string,
  inA: (dy: Tensor, a: Tensor, b: Tensor) => Tensor,
  inB: (dy: Tensor, a: Tensor, b: Tensor) => Tensor,
): GradConfig {
  return {
    kernelName,
    inputsToSave: ["a", "b"],
    gradFunc(upstream, saved) {
      const dy = upstreamOf(upstream);
      const [a, b] = [saved[0]!, saved[1]!];
      return { a: () => unbroadcast(inA(dy, a, b), a.shape), b: () => unbroadcast(inB(dy, a, b), b.shape) };
    },
  };
}

/** log a, and 0 where a ≤ 0, where the power has no real gradient in its exponent. */
function logOfPositive(a: Tensor): Tensor {
  return where(greater(a, 0), log(a), zerosLike(a));
}

/** b · a^(b − 1), and 0 where b = 0, even at a = 0, where a^−1 is infinite. */
function powerInBase(a: Tensor, b: Tensor): Tensor {
  return mul(b, pow(a, where(equal(b, 0), zerosLike(b), sub(b, 1))));
}

const addManyGradient: GradConfig = {
  kernelName: "AddN",
  saveAllInputs: true,
  gradFunc: (dy, terms) => Object.fromEntries(terms.map((_, i) => [i, () => upstreamOf(dy).clone()])),
};

/** The upstream gradient of a tie goes to a alone, so that it is not counted twice. */
export const arithmeticGradients: readonly GradConfig[] = [
  binary(
    "Add",
    (dy) => dy,
    (dy) => dy,
  ),
  binary("Sub", (dy) => dy, neg),
  binary(
    "Multiply",
    (dy, _, b) => mul(dy, b),
    (dy, a) => mul(dy, a),
  ),
  binary(
    "RealDiv",
    (dy, _, b) => div(dy, b),
    (dy, a, b) => neg(mul(dy, div(div(a, b), b))),
  ),
  binary(
    "Mod",
    (dy) => dy,
    (dy, a, b) => neg(mul(dy, floorDiv(a, b))),
  ),
  binary(
    "Pow",
    (dy, a, b) => mul(dy, powerInBase(a, b)),
    (dy, a, b) => mul(dy, mul(pow(a, b), logOfPositive(a))),
  ),
  binary(
    "SquaredDifference",
    (dy, a, b) => mul(dy, mul(sub(a, b), 2)),
    (dy, a, b) => mul(dy, mul(sub(b, a), 2)),
  ),
  binary(
    "Maximum",
    (dy, a, b) => only(dy, greaterEqual(a, b)),
    (dy, a, b) => without(dy, greaterEqual(a, b)),
  ),
  binary(
    "Minimum",
    (dy, a, b) => only(dy, lessEqual(a, b)),
    (dy, a, b) => without(dy, lessEqual(a, b)),
  ),
  addManyGradient,
];
